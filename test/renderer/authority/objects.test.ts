import { describe, expect, it } from 'vitest';
import { actionCauses } from '../../../renderer/authority/person/action-causes.ts';
import { objectFacts, objectTitle } from '../../../renderer/authority/person/object-facts.ts';
import { canBegin, sortedActions } from '../../../renderer/authority/person/sorted-actions.ts';
import { sortedObjects } from '../../../renderer/authority/person/sorted-objects.ts';
import { translate } from '../../../renderer/words/translate.ts';
import { action, application, object, pendingCertificate } from '../double/credentials-samples.ts';

const t = translate('ja');

describe('what can be begun', () => {
  it.each([
    [{ because: null }, true],
    [{ because: 'reason', reason: true }, true],
    [{ because: 'second-missing', second: true }, true],
    [{ because: 'evidence', lacking: ['payment'], evidence: ['payment'] }, true],
    [{ because: 'evidence', lacking: ['checklist'], evidence: [] }, false],
    [{ because: 'evidence', lacking: ['payment', 'checklist'], evidence: ['payment'] }, false],
    [{ because: 'role', lacking: ['approver'] }, false],
    [{ because: 'condition', lacking: ['fee-due'] }, false],
    [{ because: 'state' }, false],
    [{ because: 'second-same', second: true }, false],
  ])('%j: %s', (more, can) => expect(canBegin(action('A26-1', 'x', more))).toBe(can));

  it('the likeliest comes first, what stops something last', () => {
    const actions = [
      action('C', 'lose', { stops: true, second: true }),
      action('C', 'block-pin'),
      action('C', 'expire', { because: 'condition' }),
      action('C', 'hold', { stops: true }),
      action('C', 'resume', { main: true, second: true }),
    ];
    const { possible, closed } = sortedActions(actions);
    expect([possible, closed].map((list) => list.map(({ transition }) => transition))).toEqual([['resume', 'block-pin', 'hold', 'lose'], ['expire']]);
    expect(sortedActions(actions, 'lose').possible[0]!.transition).toBe('lose');
  });
});

describe('what is over', () => {
  const listed = { ...pendingCertificate.revocation!, listedAt: '2026-11-21T00:00:00.000Z' };
  it.each([
    ['a certificate that is pending', pendingCertificate, false],
    ['one that is called revoked but that no list shows', { ...pendingCertificate, state: 'revoked' }, false],
    ['one that a list shows', { ...pendingCertificate, state: 'revoked', revocation: listed }, true],
    ['a lost card', object('card', 'C26-1', 'lost'), true],
    ['a held card', object('card', 'C26-1', 'held'), false],
    ['an application that is done', object('application', 'A26-1', 'done'), true],
    ['a state that is not known', object('card', 'C26-1', 'melted'), false],
  ])('%s: %s', (_name, one, over) => expect(sortedObjects([one]).over.length === 1).toBe(over));

  it('applications stand before orders, cards and certificates, the newest first', () => {
    const objects = [
      object('certificate', 'T', 'active'),
      object('card', 'C-old', 'active', { since: '2022-01-01T00:00:00.000Z' }),
      object('card', 'C-new', 'active'),
      object('order', 'O', 'waiting'),
      object('application', 'A', 'submitted'),
    ];
    expect(sortedObjects(objects).open.map(({ id }) => id)).toEqual(['A', 'O', 'C-new', 'C-old', 'T']);
  });
});

it.each([
  [action('A', 'ask-payment', { letters: ['payment-slip'] }), ['手数料：5,500円', '文書：払込のご案内']],
  [
    action('A', 'return', { letters: ['missing-items'], event: 'card.order.returned' }),
    ['文書：申請書類の不足のお知らせ', '他システムへ通知：申請の差し戻し'],
  ],
  [action('C', 'lose', { second: true, stops: true, event: 'card.lost' }), ['他システムへ最優先で通知：カードの紛失', '二人目の確認が必要']],
  [action('A', 'approve'), []],
])('$transition says what it will cause', (one, causes) => expect(actionCauses(application, one, t)).toEqual(causes));

it('an object is called by its procedure or its use', () => {
  expect([objectTitle(application, t), objectTitle(pendingCertificate, t), objectTitle(object('card', 'C', 'active'), t)]).toEqual([
    '再発行\u3000申請',
    '署名用\u3000証明書',
    'カード',
  ]);
});

it('facts are told in words; those of the program itself are not', () => {
  const facts = { reason: 'loss', channel: 'myna-portal', receivedOn: '2026-11-09', member: true, order: 'O26-1', delivery: 'post', serial: '' };
  expect(objectFacts({ facts, expires: null }, 'ja', t)).toEqual([
    { term: '受付方法', value: 'マイナポータル' },
    { term: '申請の理由', value: '紛失' },
    { term: '受付日', value: '2026年11月9日' },
    { term: '渡し方', value: '郵送する' },
  ]);
});
