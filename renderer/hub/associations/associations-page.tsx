import { AssociationForm } from './association-form.tsx';
import { AssociationList } from './association-list.tsx';

/** In the address of the form for a new one; no association has such a code. */
export const NEW = '+';

/** The associations that the hub knows: all of them, or one. */
export function AssociationsPage({ subject }: { readonly subject: string | null }) {
  return subject === null ? <AssociationList /> : <AssociationForm key={subject} code={subject === NEW ? null : subject} />;
}
