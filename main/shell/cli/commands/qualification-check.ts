import type { Attestation, QualificationAnswer, QualificationProgress } from '../../../api/schema/qualification.ts';
import { AppError } from '../../../errors.ts';
import { cardJudgement, judgementOf } from '../../../qualification/findings.ts';
import { OTHER_PLACE } from '../../../store/name-file.ts';
import { replaceFile } from '../../../store/write-new-file.ts';
import type { PinDesk } from '../../../signing/pin-desk.ts';
import { words } from '../../../words/words.ts';
import { type Command, EXIT, type ExitStatus, flag, type Invocation, text } from '../command.ts';
import { CARD_OPTIONS, openDesk } from '../desk.ts';
import { outcomeOf } from '../failure.ts';
import { PIN_OPTIONS, terminalPinDesk } from '../pin.ts';
import { givenAnchors, givenLists, TRUST_OPTIONS } from '../trust-options.ts';
import { listsForCard } from '../virtual-authority.ts';

const EXIT_OF: Readonly<Record<QualificationAnswer, ExitStatus>> = {
  positive: EXIT.done,
  negative: EXIT.negative,
  indeterminate: EXIT.indeterminate,
};

/** A virtual card knows the lists of its authority, for their addresses answer nobody; its root counts only where it is given. */
async function evidenceOf(invocation: Invocation) {
  const virtual = text(invocation, 'virtual');
  const lists = virtual === undefined ? [] : await listsForCard(virtual, new Date());
  return { anchors: await givenAnchors(invocation), crls: [...(await givenLists(invocation)), ...lists], tsaAnchors: [] };
}

const NOBODY: PinDesk & Disposable = { ask: async () => null, [Symbol.dispose]: () => {} };

export const command: Command = {
  usage:
    'qualification check [--trust FILE|DIR]... [--crl FILE|DIR]... [--reader NAME | --virtual DIR] [--possession] [--pin-stdin] [--confirm-tries N|unknown] [--by NAME] [--output FILE.pdf] [--data DIR]',
  options: {
    ...CARD_OPTIONS,
    ...PIN_OPTIONS,
    trust: TRUST_OPTIONS.trust,
    crl: TRUST_OPTIONS.crl,
    possession: { type: 'boolean' },
    by: { type: 'string' },
    output: { type: 'string' },
  },
  positionals: { min: 0, max: 0 },
  run: async (invocation) => {
    const { language, signal } = invocation;
    const possession = flag(invocation, 'possession') || flag(invocation, 'pin-stdin');
    using pinDesk = possession ? terminalPinDesk(invocation) : NOBODY;
    await using desk = await openDesk(invocation, pinDesk, { evidence: await evidenceOf(invocation) });
    const { qualification } = desk.application;
    let last: QualificationProgress | null = null;
    for await (const progress of qualification.check({ reader: desk.reader(), possession }, signal)) last = progress;
    if (last?.failure) return outcomeOf(last.failure, language);
    if (!last?.result) throw new AppError('INTERNAL_FAULT', { note: 'no result' });
    const record = qualification.record(last.result);
    const attestation: Attestation = { by: text(invocation, 'by') ?? '', licence: null, consent: false };
    const { answer, findings } = judgementOf(record, attestation);
    const out = text(invocation, 'output');
    if (out !== undefined) await replaceFile(out, (await qualification.pdf(last.result, attestation, language)).bytes, OTHER_PLACE);
    const { report } = qualification.view(last.result, attestation, language);
    const say = words(language);
    const rows = report.facts.flatMap(({ term, values }) => values.map((value) => say('qualification.cli.line', { term, value })));
    return {
      exit: EXIT_OF[answer],
      json: { answer, findings, certificates: cardJudgement(record).answer, ...record, output: out ?? null },
      text: [report.word, report.because, ...report.warnings, ...rows].join('\n'),
    };
  },
};
