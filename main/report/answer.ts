import type { ReportView } from '../api/schema/report.ts';
import { type Answer, decisiveCheck, faceOf, indicationOf } from './face.ts';
import type { Sayer } from './sayer.ts';

/** The answer in one word and the reason in one sentence: what the deciding check says of itself, else what its indication means. */
export function answerWords(answer: Answer, test: boolean, sayer: Sayer): Pick<ReportView, 'face' | 'word' | 'because' | 'indication'> {
  const face = faceOf(answer);
  return { face, word: sayer.say(`verify.face.${face}`), because: reason(answer, test, sayer), indication: indicationOf(answer) };
}

function reason(answer: Answer, test: boolean, { say, sayIfKnown }: Sayer): string {
  if (answer.conclusion === 'TOTAL-PASSED') return say(test ? 'report.because.passed-test' : 'report.because.passed');
  const check = decisiveCheck(answer);
  return (
    (check && sayIfKnown(`report.because.of-check.${check.id}-${answer.subIndication}`, check.params)) ??
    (check && sayIfKnown(`report.because.of-check.${check.id}`, check.params)) ??
    sayIfKnown(`report.because.${answer.subIndication}`) ??
    say('report.because.other')
  );
}
