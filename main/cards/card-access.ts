import type { HpkiApplication, HpkiCard } from '../../card/hpki/card.ts';
import type { CardMemory } from '../../card/hpki/memory.ts';
import { readCard } from '../../card/hpki/read-card.ts';
import type { OpenOptions, ReaderService } from '../../card/reader.ts';
import { parseCertificate } from '../../pki/certificate/certificate.ts';
import { signerIdentity } from '../../pki/hpki/signer-identity.ts';
import type { AuditEvent } from '../audit/actions.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { toFailure } from '../failure.ts';

export interface CardAccessOptions {
  readonly service: ReaderService;
  readonly memory: CardMemory;
  readonly audit: AuditLog;
  /** Keeps the CA certificates that a card stores. */
  readonly remember: (authorities: readonly Uint8Array[]) => Promise<void>;
}

/** Reads the card in a reader without a PIN. What this stay has shown already costs no command and is not recorded again. */
export type CardAccess = (reader: string, options?: OpenOptions) => Promise<HpkiCard>;

type PersonalFacts = NonNullable<AuditEvent['personal']>;

/** Whose card it is, by the first certificate that can be read. */
function holderOf(applications: readonly HpkiApplication[]): PersonalFacts | undefined {
  const found = applications.find(({ certificate }) => certificate !== null)?.certificate;
  if (!found) return undefined;
  const { subject, commonName, nameKanji, sha256 } = signerIdentity(parseCertificate(found.der));
  return { subject, facts: { holder: nameKanji ?? commonName, certificate: sha256 } };
}

export function cardAccess({ service, memory, audit, remember }: CardAccessOptions): CardAccess {
  async function read(reader: string, options: OpenOptions): Promise<{ readonly card: HpkiCard; readonly known: boolean }> {
    await using session = await service.open(reader, options);
    const known = memory.recall(session) !== null;
    return { card: await readCard(session, memory), known };
  }

  return async (reader, options = {}) => {
    try {
      const { card, known } = await read(reader, options);
      if (known) return card;
      const personal = holderOf(card.applications);
      const applications = card.applications.map(({ kind }) => kind).join(', ');
      await audit.record({ action: 'card.read', facts: { reader, applications }, ...(personal && { personal }) });
      await remember(card.applications.flatMap(({ chain, authorities }) => [...chain, ...authorities]));
      return card;
    } catch (error) {
      await audit.record({ action: 'card.unreadable', facts: { reader, code: toFailure(error).code } });
      throw error;
    }
  };
}
