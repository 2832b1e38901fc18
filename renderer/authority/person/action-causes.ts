import type { CredentialObject, NextAction } from '../../../main/api/schema/credentials.ts';
import type { Translate } from '../../words/translate.ts';
import { eventWords, listed, wordOf } from '../words/credential-words.ts';
import { feeWords } from '../words/yen.ts';

/** Steps that are about the fee. */
const ABOUT_FEE: ReadonlySet<string> = new Set(['ask-payment', 'record-payment', 'waive-fee']);

/** What an action will cause, a short sentence each: fee, letters, the event that others receive, a second person. */
export function actionCauses(
  { fee }: Pick<CredentialObject, 'fee'>,
  { transition, letters, event, second, stops }: NextAction,
  t: Translate,
): readonly string[] {
  return [
    ...(fee && ABOUT_FEE.has(transition) ? [t('credentials.screen.causes.fee', { fee: feeWords(fee, t) })] : []),
    ...(letters.length > 0
      ? [
          t('credentials.screen.causes.letters', {
            letters: listed(
              letters.map((letter) => wordOf('letter', letter, t)),
              t,
            ),
          }),
        ]
      : []),
    ...(event ? [t(stops ? 'credentials.screen.causes.stop-event' : 'credentials.screen.causes.event', { event: eventWords(event, t) })] : []),
    ...(second ? [t('credentials.screen.causes.second')] : []),
  ];
}
