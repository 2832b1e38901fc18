import type { CredentialObject, NextAction } from '../../../main/api/schema/credentials.ts';
import type { Translate } from '../../words/translate.ts';
import { eventWords, listed, wordOf } from '../words/credential-words.ts';
import { feeWords } from '../words/yen.ts';

/** Steps that are about the fee. */
const ABOUT_FEE: Readonly<Record<string, 'fee' | 'waived'>> = { 'ask-payment': 'fee', 'record-payment': 'fee', 'waive-fee': 'waived' };

/** What an action will cause, a short sentence each: fee, letters, the event that others receive, a second person. */
export function actionCauses(
  { fee }: Pick<CredentialObject, 'fee'>,
  { transition, letters, event, second, stops }: NextAction,
  t: Translate,
): readonly string[] {
  const about = ABOUT_FEE[transition];
  return [
    ...(fee && about ? [t(`credentials.screen.causes.${about}`, { fee: feeWords(fee, t) })] : []),
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
