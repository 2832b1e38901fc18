import type { CardsView, ReaderView } from '../../main/api/schema/card.ts';
import type { HcCertificate } from '../../main/api/schema/common.ts';

const certificate: HcCertificate = {
  subject: 'CN=Test Taro,C=JP',
  issuer: 'CN=TEST CA,C=JP',
  serial: '015E',
  notBefore: '2026-01-01T00:00:00+09:00',
  notAfter: '2030-12-31T23:59:59+09:00',
  keyUsage: ['nonRepudiation'],
  policies: ['1.2.392.100495.1.5.1.1.0.1'],
  hcRoles: ['Medical Doctor'],
  sha256: '00'.repeat(32),
  commonName: 'Test Taro',
  nameKanji: '試験　太郎',
  test: true,
  daysLeft: 1234,
};

const reader: ReaderView = {
  name: 'Sample Reader 00',
  transport: 'virtual',
  state: 'empty',
  atr: '',
  insertion: null,
  busy: false,
  applications: [],
  failure: null,
};

const read = (changes: Partial<HcCertificate>, pinTriesLeft: number | null): ReaderView => ({
  ...reader,
  state: 'hpki',
  applications: [{ aid: '', kind: 'signature', pinTriesLeft, certificate: { ...certificate, ...changes }, failure: null }],
});

export interface StripSample {
  readonly id: string;
  readonly cards: CardsView | null;
  readonly reader: ReaderView | null;
}

const seen = (id: string, shown: ReaderView): StripSample => ({ id, cards: { service: 'running', readers: [shown] }, reader: shown });

/** Every sight that the card strip knows. */
export const STRIP_SAMPLES: readonly StripSample[] = [
  { id: 'connecting', cards: null, reader: null },
  { id: 'library', cards: { service: 'library-missing', readers: [] }, reader: null },
  { id: 'service', cards: { service: 'absent', readers: [] }, reader: null },
  { id: 'no-reader', cards: { service: 'running', readers: [] }, reader: null },
  seen('empty', reader),
  seen('reading', { ...reader, state: 'reading' }),
  seen('busy', { ...reader, state: 'failed', busy: true }),
  seen('foreign', { ...reader, state: 'foreign' }),
  seen('failed', { ...reader, state: 'failed', failure: { code: 'CARD_MUTE', detail: {} } }),
  seen('ready', read({}, 15)),
  seen('unknown-tries', read({ test: false }, null)),
  seen('few-tries', read({ test: false }, 2)),
  seen('locked', read({ test: false }, 0)),
  seen('expiring', read({ test: false, daysLeft: 20 }, 15)),
  seen('expired', read({ test: false, daysLeft: -3 }, 15)),
];
