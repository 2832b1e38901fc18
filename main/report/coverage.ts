import type { SignatureReport, VerificationReport } from '../../pki/report.ts';
import type { ReportRow } from '../api/schema/report.ts';
import { row, type Sayer } from './sayer.ts';

type Covered = Pick<SignatureReport, 'coversWholeDocument' | 'notCovered' | 'checks'>;

/** What a PDF holds behind the part that is signed. */
const BYTES = /^bytes (\d+) to (\d+)$/;

/** What the signature protects and, part by part, what it does not. */
export function coverage({ coversWholeDocument, notCovered, checks }: Covered, format: VerificationReport['format'], sayer: Sayer): ReportRow[] {
  const { say } = sayer;
  const covered = say('report.covered.title');
  if (coversWholeDocument) return [row(covered, say('report.covered.all'))];
  const parts = notCovered.length > 0 ? notCovered.map((part) => partName(part, sayer)) : [say('report.covered.part-none')];
  return [row(covered, say(`report.covered.of.${format}`)), row(say('report.covered.not'), parts, { note: permittedChanges(checks, sayer) })];
}

/** That what a PDF holds behind the signed part was looked at and is of a kind that the signature permits. */
function permittedChanges(checks: Covered['checks'], { language, say }: Sayer): string | null {
  const check = checks.find(({ id, status }) => id === 'changes-after-signing' && status === 'passed');
  const kinds = check?.params?.['kinds'];
  if (typeof kinds !== 'string') return null;
  const named = kinds.split(' ').map((kind) => say(`report.evidence.kinds.values.${kind}`));
  return say('report.covered.permitted', { kinds: new Intl.ListFormat(language).format(named) });
}

/** A part in words, where it is one that documents of the field have; else as the document names it. */
function partName(part: string, { say, sayIfKnown }: Sayer): string {
  const [, from, to] = BYTES.exec(part) ?? [];
  if (from !== undefined && to !== undefined) return say('report.covered.bytes', { from: Number(from), to: Number(to) });
  const [element = '', detail] = part.split('/');
  const known = sayIfKnown(`report.covered.known.${element.replace(/^.*:/, '')}`);
  if (known === null) return say('report.covered.element', { part });
  return detail === undefined ? say('report.covered.known-part', { known, part }) : say('report.covered.known-detail', { known, part });
}
