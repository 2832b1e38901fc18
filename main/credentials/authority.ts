import type { HpkiCard } from '../../card/hpki/card.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { tellCredentialFacts } from '../exchange/outbox/credential-facts.ts';
import type { Store } from '../store/store.ts';
import type { Trust } from '../verification/trust.ts';
import { bulkProposal } from './bulk/bulk.ts';
import { type HandOver, openHandOver } from './hand-over/hand-over.ts';
import type { AuthorityParts } from './parts.ts';
import { openProduction, type Production } from './production/production.ts';
import { retentionProposal } from './records/retention.ts';
import { holderRows } from './registry/holders.ts';
import { letterWriter } from './registry/letters.ts';
import { factText } from './registry/record.ts';
import { searchTokens } from './registry/tokens.ts';
import { openRevocationDesk, type RevocationDesk } from './revocation/desk.ts';
import { type RevocationClaims, writeRequests } from './revocation/request.ts';
import { openRevocationWatch } from './revocation/track.ts';
import { openProposals, type Proposals } from './second/proposals.ts';
import { staffProposals } from './second/staff-proposals.ts';
import { type DeskKey, openDeskKey } from './signing-key.ts';
import type { StaffDesk } from './staff/staff-desk.ts';
import { advanceProposal } from './work/advance.ts';
import { memberProposal } from './work/change-holder.ts';
import { feeProposal } from './work/enter-fee.ts';
import { passDays } from './work/tick.ts';

/** The authority's desk on one data folder, opened with the first question about it. */
export interface Authority {
  readonly parts: AuthorityParts;
  readonly staff: StaffDesk;
  readonly proposals: Proposals;
  readonly production: Production;
  readonly handOver: HandOver;
  readonly revocations: RevocationDesk;
  readonly key: DeskKey;
  /** Takes the steps that days bring by themselves. @returns how many */
  passDays(): Promise<number>;
}

/** What the desk is put together from. */
export interface AuthorityOptions {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly staff: StaffDesk;
  readonly trust: () => Promise<Trust>;
  readonly testMode: () => boolean;
  readonly shown: (reader: string) => Promise<HpkiCard>;
  readonly provePossession: (reader: string, certificate: string, announce: (page: string | null) => void) => Promise<void>;
  /** Revokes in the demonstration's authority; `null` where there is none. */
  readonly demonstration: () => ((claims: RevocationClaims) => Promise<void>) | null;
}

/** Puts the desk together and takes the steps that days have brought meanwhile. */
export async function openAuthority({
  store,
  audit,
  staff,
  trust,
  testMode,
  shown,
  provePossession,
  demonstration,
}: AuthorityOptions): Promise<Authority> {
  const tokens = searchTokens(store.masterKey.key);
  const key = await openDeskKey(store);
  const { nameOf } = staff;
  const requests = writeRequests(key);
  const tell = tellCredentialFacts(store);
  const parts: AuthorityParts = {
    store,
    audit,
    tokens,
    nameOf,
    holders: holderRows(store, tokens),
    writeLetters: letterWriter(store, nameOf),
    async afterwards(tx, file, events) {
      for (const object of new Set(events.map((event) => event.object))) {
        const serial = factText(file.find(object), 'serial');
        const row = { token: tokens.serial(serial), holder: file.holder.holder };
        if (serial !== '')
          await tx
            .insertInto('credential_token')
            .values(row)
            .onConflict((conflict) => conflict.doNothing())
            .execute();
      }
      await requests(tx, file, events);
      await tell(tx, file, events);
    },
  };
  const watch = openRevocationWatch({ ...parts, trust });
  const kinds = {
    advance: advanceProposal(parts),
    bulk: bulkProposal(parts),
    retention: retentionProposal(parts),
    fee: feeProposal(parts),
    member: memberProposal(parts),
    ...staffProposals(staff),
  };
  const authority: Authority = {
    parts,
    staff,
    key,
    proposals: openProposals({ ...parts, kinds, actingOf: (id) => staff.actingOf(id) }),
    production: openProduction(parts),
    handOver: openHandOver({ ...parts, shown, trust, watch, testMode, provePossession, staffReader: () => staff.session.cardReader }),
    revocations: openRevocationDesk({ ...parts, key, watch, demonstration: () => (testMode() ? demonstration() : null) }),
    passDays: () => passDays(parts),
  };
  await authority.passDays();
  return authority;
}
