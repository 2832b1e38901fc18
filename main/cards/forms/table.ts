import * as z from 'zod';
import forms from '../../../resources/card/forms.json' with { type: 'json' };
import type { CardForm, FitnessFact } from '../../api/schema/fitness.ts';
import { type Block, block, kind, type Template } from '../../credentials/papers/template.ts';
import { PROCEDURES } from '../../credentials/procedures/table.ts';
import { AppError } from '../../errors.ts';

const blocks = z.array(block);
const place = z.enum(['person', 'card']);
const fact = z.object({
  id: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  source: z.string(),
  asOf: z.string(),
});

const table = z.object({
  authority: z.object({ name: z.string(), postalCode: z.string(), address: z.string(), phone: z.string(), source: z.string(), asOf: z.string() }),
  forms: z.array(
    z.object({
      id: z.string(),
      procedure: z.string(),
      names: z.array(z.object({ name: z.string(), asOf: z.string(), source: z.string() })),
      facts: z.array(fact),
      title: z.string(),
      body: z.array(z.union([place, block])),
    }),
  ),
  renewal: z.object({
    procedure: z.string(),
    leadMonths: z.object({ member: z.number(), other: z.number(), source: z.string(), asOf: z.string() }),
    facts: z.array(fact),
  }),
  sheet: z.object({
    version: z.string(),
    date: z.iso.date(),
    facts: z.record(z.string(), kind),
    lists: z.record(z.string(), kind),
    head: blocks,
    person: blocks,
    card: blocks,
    tail: blocks,
  }),
});

/** What is on record of the authority's forms and of renewal (`resources/card/forms.json`). */
export const FORMS = table.parse(forms);

/** Papers that a procedure asks for, by the table of procedures; those for other channels or reasons are among them. */
export const papersFor = (procedure: string): readonly string[] =>
  (PROCEDURES.find(({ id }) => id === procedure)?.checklist ?? []).filter(({ item }) => item !== 'application-form').map(({ item }) => item);

export const factsOf = (facts: readonly z.infer<typeof fact>[]): FitnessFact[] => facts.map((each) => ({ ...each }));

/** The forms that can be printed, with what is on record of each. */
export const cardForms = (): readonly CardForm[] =>
  FORMS.forms.map(({ id, title, names, facts, procedure }) => {
    const { name, postalCode, address, source, asOf } = FORMS.authority;
    // A report of a loss is its own form, and no enclosure of itself.
    const enclosures = papersFor(procedure).filter((item) => item !== `${id}-report`);
    return { id, title, names, enclosures, facts: factsOf(facts), sentTo: { name, postalCode, address, source, asOf } };
  });

/** @throws AppError LETTER_UNKNOWN */
export function formTemplate(id: string): Template {
  const form = FORMS.forms.find((known) => known.id === id);
  if (!form) throw new AppError('LETTER_UNKNOWN', { template: id });
  const { sheet } = FORMS;
  const body = form.body.flatMap((part): readonly Block[] => (typeof part === 'string' ? sheet[part] : [part]));
  return {
    id: form.id,
    version: sheet.version,
    date: sheet.date,
    sheet: 'a4',
    title: form.title,
    to: { name: '{sender} 御中', else: FORMS.authority.name, address: false },
    from: false,
    facts: sheet.facts,
    lists: sheet.lists,
    body: [...sheet.head, ...body, ...sheet.tail],
  };
}
