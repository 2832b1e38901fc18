import { describe, expect, it } from 'vitest';
import type { CardsView, ReaderView } from '../../../main/api/schema/card.ts';
import { holderCertificate, isCard, notice, readerOfInterest, sightOf, triesLeft } from '../../../renderer/card/reader-state.ts';
import { translate } from '../../../renderer/words/translate.ts';
import { certificate, emptyReader, hpkiReader, running } from '../double/samples.ts';

const t = translate('ja');
const withCertificate = (changes: Partial<typeof certificate>, tries: number | null = 15): ReaderView => ({
  ...hpkiReader,
  applications: [{ ...hpkiReader.applications[0]!, pinTriesLeft: tries, certificate: { ...certificate, ...changes } }],
});

describe('what is said of the readers', () => {
  const one = (reader: ReaderView): [CardsView, ReaderView] => [running(reader), reader];
  it.each<[string, CardsView | null, ReaderView | null, string, string]>([
    ['not known yet', null, null, 'busy', 'カードの状態を確かめています。'],
    ['no library', { service: 'library-missing', readers: [] }, null, 'warning', 'カードが見えません。PC/SCが入っていません。'],
    ['no service', { service: 'absent', readers: [] }, null, 'warning', 'カードが見えません。ICカードのサービスが動いていません。'],
    ['no reader', running(), null, 'absent', 'カードリーダーが見えません。'],
    ['no card', ...one(emptyReader), 'absent', 'カードを置いてください。'],
    ['reading', ...one({ ...emptyReader, state: 'reading' }), 'busy', 'カードを読み取っています。'],
    ['in use elsewhere', ...one({ ...emptyReader, state: 'failed', busy: true }), 'warning', 'カードが見えません。別のプログラムが使用中です。'],
    ['another card', ...one({ ...emptyReader, state: 'foreign' }), 'warning', 'HPKIカードではありません。'],
    [
      'unreadable',
      ...one({ ...emptyReader, state: 'failed', failure: { code: 'CARD_MUTE', detail: {} } }),
      'error',
      'カードを読み取れません。カードが応答しません。',
    ],
    ['ready', ...one(hpkiReader), 'success', '署名できます。'],
    ['ready, tries not told', ...one(withCertificate({}, null)), 'success', '署名できます。'],
    ['two tries', ...one(withCertificate({}, 2)), 'warning', '署名用のPINの残り回数が少なくなっています。'],
    ['locked', ...one(withCertificate({}, 0)), 'error', '署名用のPINがロックされています。'],
    ['expired', ...one(withCertificate({ daysLeft: -1 })), 'error', '証明書の有効期限が過ぎています。'],
    ['last day', ...one(withCertificate({ daysLeft: 0 })), 'warning', '証明書の有効期限が近づいています。更新をご準備ください。'],
    ['authentication only', ...one({ ...hpkiReader, applications: hpkiReader.applications.slice(1) }), 'warning', '署名用の証明書がありません。'],
  ])('%s', (_name, cards, reader, status, words) => expect(notice(cards, reader, t)).toEqual({ status, words }));
});

it.each<[ReaderView['transport'], boolean]>([
  ['pcsc', true],
  ['virtual', true],
  ['replay', true],
  ['pkcs11', false],
  ['remote', false],
])('what is shown under %s is a card: %s', (transport, card) => expect(isCard({ ...hpkiReader, transport })).toBe(card));

describe('which reader is spoken of', () => {
  const other = { ...hpkiReader, name: 'Other' };
  it.each<[string, ReaderView[], string | null, string | null]>([
    ['none', [], null, null],
    ['the one with an HPKI card', [emptyReader, { ...other, name: 'B' }], null, 'B'],
    ['the chosen one', [hpkiReader, other], 'Other', 'Other'],
    ['another when the chosen one is gone', [hpkiReader], 'Other', hpkiReader.name],
  ])('%s', (_name, readers, chosen, name) => expect(readerOfInterest(running(...readers), chosen)?.name ?? null).toBe(name));
});

it('holder and tries are those of the signature application', () => {
  expect([holderCertificate(hpkiReader), triesLeft(hpkiReader), triesLeft(null), sightOf(running(), null)]).toEqual([
    certificate,
    15,
    null,
    'no-reader',
  ]);
});
