import { HPKI_AIDS, type ApplicationKind } from '../../../card/hpki/applications.ts';
import type { HpkiApplication, HpkiCard } from '../../../card/hpki/card.ts';
import { CardError } from '../../../card/errors.ts';
import type { Trust } from '../../../main/verification/trust.ts';
import { keyUsage } from '../../support/certificates.ts';
import { AUTH_POLICY, type Chain, type ChainSpec, days, hpkiChain } from '../../support/hpki-chain.ts';

/** A card whose certificates are made with any fault: what each side changes of an otherwise faultless chain. */
export interface CardSpec {
  readonly signature?: ChainSpec | null;
  readonly authentication?: ChainSpec | null;
  readonly tries?: Partial<Record<ApplicationKind, number | null>>;
  /** The application is there and its certificate cannot be read. */
  readonly unread?: ApplicationKind;
}

const KINDS = ['signature', 'authentication'] as const;
export const HOLDER = [
  ['C', 'JP'],
  ['CN', 'Hanako Example'],
  ['serialNumber', 'EX000001'],
] as const;

const AUTHENTICATION: ChainSpec = {
  authorityName: [
    ['C', 'JP'],
    ['O', 'Example'],
    ['CN', 'Example AuthCA-forAuthentication'],
  ],
  policy: AUTH_POLICY,
  authorityPolicy: AUTH_POLICY,
  usage: keyUsage('digitalSignature'),
};

export interface SpecifiedCard {
  readonly card: HpkiCard;
  readonly trust: Trust;
  readonly chains: Readonly<Record<ApplicationKind, Chain>>;
}

/** A card as it is read, and the trust that knows its root and lists; nothing is fetched. */
export function specifiedCard({ signature = {}, authentication = {}, tries = {}, unread }: CardSpec = {}): SpecifiedCard {
  const chains = {
    signature: hpkiChain(signature ?? {}),
    authentication: hpkiChain({ ...AUTHENTICATION, ...authentication, holder: { serial: 0x4321, ...authentication?.holder } }),
  };
  const missing = new Set(KINDS.filter((kind) => (kind === 'signature' ? signature : authentication) === null));
  const applications = KINDS.filter((kind) => !missing.has(kind)).map(
    (kind): HpkiApplication => ({
      kind,
      aid: HPKI_AIDS[kind],
      certificate:
        unread === kind
          ? null
          : { der: chains[kind].holder, id: new Uint8Array(), path: { efidOrPath: new Uint8Array() } as never, authority: false },
      chain: [chains[kind].authority, chains[kind].root],
      authorities: [],
      pin: null,
      key: null,
      triesLeft: kind in tries ? (tries[kind] ?? null) : 15,
      failure: unread === kind ? new CardError('CARD_CERTIFICATE_UNREADABLE', { reader: 'Reader 1' }) : null,
    }),
  );
  return {
    chains,
    card: { reader: 'Reader 1', insertion: 'stay', atr: Uint8Array.of(0x3b, 0x80), pad: false, applications },
    trust: {
      anchors: [chains.signature.anchor],
      pinned: [],
      chain: [],
      crls: KINDS.flatMap((kind) => [chains[kind].holderCrl, chains[kind].authorityCrl]),
      acceptTestCards: false,
    },
  };
}

export { days };
