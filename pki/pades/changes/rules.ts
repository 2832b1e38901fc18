import type { PdfDocument } from '../../pdf/document.ts';
import { type FormField, formFields } from '../../pdf/fields.ts';
import { isArray, nameOf, type PdfArray, PdfDictionary, type PdfObject, PdfReference } from '../../pdf/syntax/objects.ts';
import type { ChangeKind } from './kinds.ts';
import { reachable } from './isolation.ts';
import type { ChangedObject, Revisions } from './revision.ts';
import { differingKeys, same } from './same.ts';

/** What the rules know of the two revisions. */
export interface RuleContext {
  readonly earlier: PdfDocument;
  readonly current: PdfDocument;
  /** Fields of the earlier revision by the number of the field and of its widgets. */
  readonly fields: ReadonlyMap<number, FormField>;
  /** Objects of the earlier document security store, and the metadata: free to change as long as nothing else refers to them. */
  readonly apart: ReadonlyMap<number, ChangeKind>;
}

type Dictionaries = readonly [before: PdfDictionary, after: PdfDictionary];
type Rule = (change: ChangedObject, context: RuleContext) => ChangeKind[] | null;

export function ruleContext({ earlier, current }: Revisions): RuleContext {
  const fields = new Map(formFields(earlier).flatMap((field) => [field.reference, ...field.widgets].map(({ number }) => [number, field] as const)));
  const numbers = (value: PdfObject, kind: ChangeKind) => [...reachable(earlier, value)].map((number) => [number, kind] as const);
  const metadata = [earlier.trailer.get('Info'), earlier.catalog.get('Metadata')].filter((value) => value instanceof PdfReference);
  const apart = [...numbers(earlier.catalog.get('DSS'), 'validation-data'), ...metadata.map(({ number }) => [number, 'metadata'] as const)];
  return { earlier, current, fields, apart: new Map(apart) };
}

/** What one changed object means; the first rule that knows it answers. */
export function classify(change: ChangedObject, context: RuleContext): ChangeKind[] {
  if (change.before === undefined) return [];
  if (change.after === undefined) return ['other'];
  for (const rule of RULES) {
    const kinds = rule(change, context);
    if (kinds) return kinds;
  }
  return ['other'];
}

const RULES: readonly Rule[] = [
  ({ number, before, after }, context) => {
    const both = dictionaries(before, after);
    return both && number === context.earlier.root.number ? byKey(both, context, CATALOG) : null;
  },
  ({ number }, { apart }) => (apart.has(number) ? [apart.get(number)!] : null),
  ({ number, before, after }, context) => {
    const both = dictionaries(before, after);
    const form = context.earlier.catalog.get('AcroForm');
    return both && form instanceof PdfReference && form.number === number ? byKey(both, context, FORM) : null;
  },
  ({ number, before, after }, context) => {
    const field = context.fields.get(number);
    const both = dictionaries(before, after);
    return field && both ? fieldChange(field, both, context) : null;
  },
  ({ before, after }, context) => {
    const both = dictionaries(before, after);
    return both?.every((dictionary) => nameOf(dictionary.get('Type')) === 'Page') ? byKey(both, context, PAGE) : null;
  },
  ({ before, after }, context) => (isArray(before ?? null) && isArray(after ?? null) ? additions(before as PdfArray, after as PdfArray, context) : null),
];

function dictionaries(before: PdfObject | undefined, after: PdfObject | undefined): Dictionaries | null {
  return before instanceof PdfDictionary && after instanceof PdfDictionary && !after.ambiguous ? [before, after] : null;
}

/** What a change of one entry means. */
type KeyRule = (before: PdfObject, after: PdfObject, context: RuleContext) => readonly ChangeKind[];

const always =
  (kind: ChangeKind): KeyRule =>
  () => [kind];
const whenAdded =
  (kind: ChangeKind): KeyRule =>
  (before) => [before === null ? kind : 'other'];
const members: KeyRule = (before, after, context) => additions(context.earlier.array(before), context.current.array(after), context);

const FORM: Readonly<Record<string, KeyRule>> = { Fields: members, SigFlags: always('signature'), DR: whenAdded('signature'), DA: whenAdded('signature') };
const PAGE: Readonly<Record<string, KeyRule>> = {
  Annots: members,
  /** Some programs write the same resources anew under another number. */
  Resources: (before, after, { earlier, current }) => (same(earlier.resolve(before), current.resolve(after)) ? [] : ['other']),
};
const CATALOG: Readonly<Record<string, KeyRule>> = {
  DSS: always('validation-data'),
  Extensions: always('validation-data'),
  Metadata: always('metadata'),
  AcroForm: (before, after, context) => {
    if (before instanceof PdfReference) return ['other'];
    const [old, present] = [context.earlier.dictionary(before) ?? new PdfDictionary(new Map()), context.current.dictionary(after)];
    return present ? byKey([old, present], context, FORM) : ['other'];
  },
};

function byKey([before, after]: Dictionaries, context: RuleContext, rules: Readonly<Record<string, KeyRule>>): ChangeKind[] {
  return differingKeys(before, after).flatMap((key) => rules[key]?.(before.get(key), after.get(key), context) ?? ['other']);
}

/** Everything that was there must stay, in order; what is new must be a signature field or an annotation. */
function additions(before: PdfArray, after: PdfArray, context: RuleContext): ChangeKind[] {
  let kept = 0;
  const added = after.filter((item) => {
    const old = kept < before.length && same(before[kept]!, item);
    if (old) kept += 1;
    return !old;
  });
  return kept < before.length ? ['other'] : added.map((item) => addition(item, context));
}

/** Entries by which a new annotation could do more than be seen. */
const ACTIVE = ['A', 'AA', 'Parent', 'Kids'];

function addition(item: PdfObject, { earlier, current }: RuleContext): ChangeKind {
  if (!(item instanceof PdfReference) || earlier.references.entry(item.number).kind !== 'free') return 'other';
  const annotation = current.resolve(item);
  if (!(annotation instanceof PdfDictionary) || annotation.ambiguous || ACTIVE.some((key) => annotation.get(key) !== null)) return 'other';
  if (nameOf(annotation.get('FT')) === 'Sig') return signatureKind(annotation.get('V'), current);
  const subtype = nameOf(annotation.get('Subtype'));
  return subtype === null || subtype === 'Widget' ? 'other' : 'annotation';
}

function signatureKind(value: PdfObject, current: PdfDocument): ChangeKind {
  return nameOf(current.dictionary(value)?.get('SubFilter') ?? null) === 'ETSI.RFC3161' ? 'validation-data' : 'signature';
}

/** Entries that signing an empty field, or filling in another, may set. */
const SIGNED_ENTRIES: ReadonlySet<string> = new Set(['V', 'AP', 'AS', 'F', 'M', 'MK', 'DA', 'DR', 'P', 'Type']);
const FILLED_ENTRIES: ReadonlySet<string> = new Set(['V', 'AP', 'AS', 'I', 'M', 'RV']);

function fieldChange(field: FormField, [before, after]: Dictionaries, { earlier, current }: RuleContext): ChangeKind[] {
  const keys = differingKeys(before, after);
  if (field.type !== 'Sig') return [keys.every((key) => FILLED_ENTRIES.has(key)) ? 'form-filling' : 'other'];
  const wasEmpty = earlier.resolve(field.value) === null;
  if (!wasEmpty || keys.some((key) => !SIGNED_ENTRIES.has(key))) return ['other'];
  const value = keys.includes('V') ? after.get('V') : null;
  return [value === null || value instanceof PdfReference ? signatureKind(value, current) : 'other'];
}
