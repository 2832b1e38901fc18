import { type FormField, SIGNATURES_EXIST_AND_APPEND_ONLY } from '../../pdf/fields.ts';
import { isArray, nameOf, PdfDictionary, type PdfObject, PdfReference } from '../../pdf/syntax/objects.ts';
import { additions, signing } from './additions.ts';
import type { RuleContext } from './context.ts';
import type { ChangeKind } from './kinds.ts';
import type { ChangedObject } from './revision.ts';
import { differingKeys, same } from './same.ts';

type Dictionaries = readonly [before: PdfDictionary, after: PdfDictionary];
/** Says what a change means, `null` when the object is none of its own. */
type Rule = (change: ChangedObject, context: RuleContext) => readonly ChangeKind[] | null;
/** Says what the change of one entry means. */
type KeyRule = (before: PdfObject, after: PdfObject, context: RuleContext) => readonly ChangeKind[];

/** What one changed object means; the first rule that knows it answers. A new object means nothing until something refers to it. */
export function classify(change: ChangedObject, context: RuleContext): readonly ChangeKind[] {
  if (change.before === undefined) return [];
  if (change.after === undefined) return ['other'];
  for (const rule of RULES) {
    const kinds = rule(change, context);
    if (kinds) return kinds;
  }
  return ['other'];
}

const always =
  (kind: ChangeKind): KeyRule =>
  () => [kind];
const whenAdded =
  (kind: ChangeKind): KeyRule =>
  (before) => [before === null ? kind : 'other'];
const members: KeyRule = (before, after, context) => additions(context.earlier.array(before), context.current.array(after), context);

const FORM: Readonly<Record<string, KeyRule>> = {
  Fields: members,
  /** A document time stamp needs these very flags as well. */
  SigFlags: (_before, after) => [after === SIGNATURES_EXIST_AND_APPEND_ONLY ? 'validation-data' : 'signature'],
  DR: whenAdded('signature'),
  DA: whenAdded('signature'),
};

const CATALOG: Readonly<Record<string, KeyRule>> = {
  DSS: always('validation-data'),
  Extensions: always('validation-data'),
  Metadata: always('metadata'),
  AcroForm: (before, after, context) => {
    if (before instanceof PdfReference) return ['other'];
    const old = before instanceof PdfDictionary ? before : new PdfDictionary(new Map());
    const present = context.current.dictionary(after);
    return present && !present.ambiguous ? byKey([old, present], context, FORM) : ['other'];
  },
};

const PAGE: Readonly<Record<string, KeyRule>> = {
  Annots: members,
  /** Some programs write the same resources anew under another number. */
  Resources: (before, after, { earlier, current }) => (same(earlier.resolve(before), current.resolve(after)) ? [] : ['other']),
};

const RULES: readonly Rule[] = [
  (change, context) => (change.number === context.earlier.root.number ? entries(change, context, CATALOG) : null),
  ({ number }, { apart }) => (apart.has(number) ? [apart.get(number)!] : null),
  (change, context) => (isObject(context.earlier.catalog.get('AcroForm'), change.number) ? entries(change, context, FORM) : null),
  (change, context) => {
    const field = context.fields.get(change.number);
    const both = dictionaries(change);
    return field && both ? [fieldChange(field, both, context)] : null;
  },
  (change, context) => (dictionaries(change)?.every((value) => nameOf(value.get('Type')) === 'Page') ? entries(change, context, PAGE) : null),
  ({ number, before = null, after = null }, context) =>
    isArray(before) && isArray(after) && context.isMemberList(number) ? additions(before, after, context) : null,
];

const isObject = (value: PdfObject, number: number): boolean => value instanceof PdfReference && value.number === number;

function dictionaries({ before, after }: ChangedObject): Dictionaries | null {
  return before instanceof PdfDictionary && after instanceof PdfDictionary && !after.ambiguous ? [before, after] : null;
}

function entries(change: ChangedObject, context: RuleContext, rules: Readonly<Record<string, KeyRule>>): readonly ChangeKind[] | null {
  const both = dictionaries(change);
  return both && byKey(both, context, rules);
}

/** What no rule permits. */
const otherwise: KeyRule = () => ['other'];

function byKey([before, after]: Dictionaries, context: RuleContext, rules: Readonly<Record<string, KeyRule>>): readonly ChangeKind[] {
  return differingKeys(before, after).flatMap((key) =>
    (Object.hasOwn(rules, key) ? rules[key]! : otherwise)(before.get(key), after.get(key), context),
  );
}

/** Entries that signing an empty field, or filling in another, may set. */
const SIGNED_ENTRIES: ReadonlySet<string> = new Set(['V', 'AP', 'AS', 'F', 'M', 'MK', 'DA', 'DR', 'P', 'Type']);
const FILLED_ENTRIES: ReadonlySet<string> = new Set(['V', 'AP', 'AS', 'I', 'M', 'RV']);

function fieldChange(field: FormField, [before, after]: Dictionaries, context: RuleContext): ChangeKind {
  const keys = differingKeys(before, after);
  if (field.type !== 'Sig') return keys.every((key) => FILLED_ENTRIES.has(key)) ? 'form-filling' : 'other';
  const wasEmpty = context.earlier.resolve(field.value) === null;
  if (!wasEmpty || keys.some((key) => !SIGNED_ENTRIES.has(key))) return 'other';
  return signing(field.reference.number, context);
}
