import { parseCertificate } from '../../../pki/certificate/certificate.ts';
import type { NameTemplate } from '../../../pki/certificate/encode-name.ts';
import { auditLog } from '../../../main/audit/audit-log.ts';
import { openBindings, type ReadCard } from '../../../main/attendance/cards/bindings.ts';
import { openStore } from '../../../main/store/store.ts';
import { readAuthorities } from '../../../main/verification/certificate-folder.ts';
import { keyUsage } from '../../support/certificates.ts';
import { AUTH_POLICY, type ChainSpec, days, hpkiChain, NOW } from '../../support/hpki-chain.ts';

export const ATR = '3B888001004E0000F781D100E0';
export const BY = '受付 花子';

export interface CardSpec extends Omit<ChainSpec, 'holder'> {
  readonly serial?: number;
  readonly name?: string;
  readonly identifier?: string | null;
  /** Days from now. */
  readonly from?: number;
  readonly to?: number;
}

const subjectOf = (name: string, identifier: string | null): NameTemplate => [
  ['C', 'JP'],
  ['CN', name],
  ...(identifier === null ? [] : ([['serialNumber', identifier]] as const)),
];

/** An authentication card as it is after it was read whole, with the lists about it and the root above it. */
export function doctorCard({ serial = 0x1234, name = 'Hanako Example', identifier = 'EX000001', from = -365, to = 1460, ...spec }: CardSpec = {}) {
  const chain = hpkiChain({
    policy: AUTH_POLICY,
    authorityPolicy: AUTH_POLICY,
    usage: keyUsage('digitalSignature'),
    ...spec,
    holder: { subject: subjectOf(name, identifier), serial, from: days(from), to: days(to) },
  });
  const card: ReadCard = {
    der: chain.holder,
    chain: [chain.authority],
    authorities: [chain.authority, chain.root],
    atr: ATR,
    way: { file: 0x16, form: 'select' },
  };
  return { ...chain, card, block: chain.holder.slice(0, 256), certificate: parseCertificate(chain.holder).sha256 };
}

/** A desk that binds cards: its store, and what it trusts, which a test may change. */
export async function bindingDesk(folder: string) {
  const store = await openStore({ folder, now: () => NOW });
  const audit = auditLog(store);
  await audit.begin();
  const trust = { anchors: [doctorCard().anchor], pinned: [], crls: [] as Uint8Array[] };
  const bindings = await openBindings({ store, audit, trust: async () => ({ ...trust, chain: await readAuthorities(store.folder.authorities) }) });
  return {
    store,
    audit,
    trust,
    bindings,
    newPerson: () => store.persons.create(store.db),
    /** What was recorded of bindings, oldest first. */
    recorded: async () =>
      (await audit.list(null, 1000))
        .filter(({ action }) => action === 'card.bound')
        .map(({ facts }) => facts)
        .reverse(),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}
