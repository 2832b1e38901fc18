import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { LETTER_TEXTS } from '../../api/schema/letters.ts';
import { resourcesFolder } from '../../resources.ts';

const text = z.string();

/** The words of the paper form and the least heights of its parts, in points. */
const paperWords = z.strictObject({
  source: text,
  titles: z.strictObject({ referral: text, reply: text }),
  head: z.strictObject({ addressee: text, doctor: text, department: text, dear: text, sender: text, telephone: text, author: text, seal: text }),
  patient: z.strictObject({
    name: text,
    address: text,
    sex: text,
    telephone: text,
    birthDate: text,
    occupation: text,
    number: text,
  }),
  sexes: z.strictObject({ male: text, female: text, other: text, unknown: text, '': text }),
  texts: z.array(z.strictObject({ field: z.enum(LETTER_TEXTS), label: text, height: z.number() })),
  answers: text,
  attachments: text,
  continued: text,
  continuation: text,
  identifier: text,
  age: text,
  notes: z.array(text),
});
export type PaperWords = z.infer<typeof paperWords>;

/** What the paper says whatever the language of the screens: the form is Japanese (別紙様式11). */
export const PAPER: PaperWords = paperWords.parse(JSON.parse(readFileSync(join(resourcesFolder, 'letters', 'form-11.json'), 'utf8')));
