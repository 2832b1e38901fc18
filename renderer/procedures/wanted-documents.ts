import type { AssociationView } from '../../main/api/schema/procedures.ts';
import type { Form, ProcedureKind } from './form.ts';

/** A document that an association wants. */
export interface WantedDocument {
  /** `association/id`, as the hub calls it. */
  readonly key: string;
  readonly association: string;
  readonly id: string;
  readonly label: string;
}

/** Documents that associations want with a procedure of this kind. */
const documentsFor = (kind: ProcedureKind, associations: readonly AssociationView[]): readonly WantedDocument[] =>
  associations.flatMap(({ code, rules }) =>
    rules.attachments
      .filter((each) => each.for.some((one) => one === kind))
      .map(({ id, label }) => ({ key: `${code}/${id}`, association: code, id, label })),
  );

/** Where one begins to be a member: 郡市区等医師会 and 地区医師会 are one level (`resources/membership/approvals.json`). */
export const LOCAL_TIER = 3;
const levelOf = ({ tier }: AssociationView): number => Math.min(tier, LOCAL_TIER);

/**
 * Associations that decide a request as it stands: those with a class; of a change of the facility those of the group; of a move also those that are left,
 * among which the lowest level decides, as in every pattern of 退会.
 */
function deciding({ kind, classes }: Form, known: readonly AssociationView[], group: readonly string[]): readonly AssociationView[] {
  const has = new Set(kind === 'change-facility' ? group : classes.map(({ association }) => association));
  const left = kind === 'transfer' && has.size > 0 ? known.filter(({ code }) => group.includes(code) && !has.has(code)) : [];
  const lowest = Math.max(...left.map(levelOf));
  return known.filter((each) => has.has(each.code) || (left.includes(each) && levelOf(each) === lowest));
}

/**
 * Documents that go with a request as it stands.
 * @param known associations of the desk and of the new place, with their rules
 * @param group associations of the group, as far as the desk sees them
 */
export const documentsOf = (form: Form, known: readonly AssociationView[], group: readonly string[]): readonly WantedDocument[] =>
  documentsFor(form.kind, deciding(form, known, group));

/** Those of the documents that were chosen and agreed to. */
export const agreedOf = ({ files }: Form, documents: readonly WantedDocument[]) =>
  documents.flatMap((document) => {
    const file = files[document.key];
    return file?.agreed ? [{ ...document, sha256: file.sha256 }] : [];
  });

/** Names of the documents to whose use the person consents. */
export const consentedTo = (form: Form, documents: readonly WantedDocument[]): readonly string[] => agreedOf(form, documents).map(({ key }) => key);
