import type { AssociationView } from '../../main/api/schema/procedures.ts';

/** How associations and their classes are called; what is not known is called by its code. */
export interface Names {
  readonly association: (code: string) => string;
  readonly memberClass: (association: string, id: string) => string;
  readonly attachment: (association: string, id: string) => string;
}

/** @param known associations with their rules; `all` by name alone */
export function namesOf(known: readonly AssociationView[], all: readonly { readonly code: string; readonly name: string }[]): Names {
  const rules = new Map(known.map((association) => [association.code, association.rules]));
  const names = new Map([...all, ...known].map(({ code, name }) => [code, name]));
  const label = (rows: readonly { readonly id: string; readonly label: string }[] | undefined, id: string) =>
    rows?.find((row) => row.id === id)?.label ?? id;
  return {
    association: (code) => names.get(code) ?? code,
    memberClass: (association, id) => label(rules.get(association)?.classes, id),
    attachment: (association, id) => label(rules.get(association)?.attachments, id),
  };
}
