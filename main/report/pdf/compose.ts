import type { CheckGroup, ReportView, SignatureView } from '../../api/schema/report.ts';
import { Flow, space } from '../../print/flow.ts';
import type { Mark } from '../../print/ink.ts';
import type { Typesetter } from '../../print/typeset.ts';
import { answerStrip, checkStrips, headingStrips, ownAnswerStrips, rowStrips } from './blocks.ts';
import { SHEET } from './sheet.ts';

/** A heading never stands at the foot of a page without this much below it, in points. */
const KEEP_WITH_NEXT = 60;

/** Pages of a report: the answer first, then the file, then each signature with its grounds. */
export function compose(view: ReportView, type: Typesetter): readonly (readonly Mark[])[] {
  const flow = new Flow(SHEET);
  flow.place([answerStrip(type, view), space(10)]);
  for (const row of view.facts) flow.place(rowStrips(type, row));
  for (const signature of view.signatures) placeSignature(flow, type, signature, view.signatures.length > 1);
  return flow.pages;
}

function placeSignature(flow: Flow, type: Typesetter, signature: SignatureView, own: boolean): void {
  const { title, rows, grounds, certificate } = signature;
  flow.place(headingStrips(type, title, 15), { next: KEEP_WITH_NEXT });
  if (own) flow.place(ownAnswerStrips(type, signature));
  for (const row of rows) flow.place(rowStrips(type, row));
  if (certificate) {
    flow.place(headingStrips(type, certificate.title, 11), { next: KEEP_WITH_NEXT });
    for (const row of certificate.rows) flow.place(rowStrips(type, row));
  }
  for (const group of grounds) placeGroup(flow, type, group);
}

function placeGroup(flow: Flow, type: Typesetter, { title, summary, rows, checks }: CheckGroup): void {
  flow.place(headingStrips(type, title, 11, summary), { next: KEEP_WITH_NEXT });
  for (const row of rows) flow.place(rowStrips(type, row));
  for (const check of checks) flow.place(checkStrips(type, check));
}
