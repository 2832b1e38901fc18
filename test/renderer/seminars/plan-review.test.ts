import { expect, it } from 'vitest';
import type { ProblemId } from '../../../renderer/seminars/plan/plan-draft.ts';
import { problemWords } from '../../../renderer/seminars/plan/plan-review.tsx';
import { translate } from '../../../renderer/words/translate.ts';

it.each<[string, readonly (readonly [string, ProblemId])[], readonly string[]]>([
  ['a number names its field', [['policy.opensBefore', 'number-wrong']], ['「受付を始める」：0以上の整数で入力してください。']],
  ['in a session too', [['sessions.s1.policy.minimumPresence', 'number-wrong']], ['「必要な在室時間」：0以上の整数で入力してください。']],
  [
    'what is missing comes first, each once',
    [
      ['sessions.s1.from', 'time-wrong'],
      ['sessions.s1.title', 'session-title-missing'],
      ['sessions.s2.title', 'session-title-missing'],
    ],
    ['演題名を入力してください。', '時刻は 19:00 のように入力してください。'],
  ],
])('%s', (_name, problems, words) => expect(problemWords(new Map(problems), translate('ja'))).toEqual(words));
