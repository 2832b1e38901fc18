import type { HpkiCard } from '../../../card/hpki/card.ts';
import type { HandOverCard, HandOverOrder } from '../../api/schema/issuing.ts';
import { dayInJapan } from '../../day-in-japan.ts';
import { AppError } from '../../errors.ts';
import { Latest } from '../../latest.ts';
import type { Trust } from '../../verification/trust.ts';
import type { AuthorityParts } from '../parts.ts';
import { assertable } from '../registry/evidence.ts';
import { factText } from '../registry/record.ts';
import { requireRole } from '../registry/scope.ts';
import type { RevocationWatch } from '../revocation/track.ts';
import type { Acting } from '../staff/acting.ts';
import { holderFor, isDone, recordFor, withCase } from '../work/open-holder.ts';
import { hasEnded } from './holder-ended.ts';
import { type CertificateFile, takeCertificate, writeIssued } from './issue-certificate.ts';
import { asksReason, findingsOf, isBound, passedFindings, type ReadCertificate, readCertificates } from './read.ts';

/** Handing cards over, and taking in certificates that are on none. */
export interface HandOver {
  /** Reads the card for an order and says what speaks against handing it over. @throws CardError, AppError CREDENTIAL_UNKNOWN */
  read(acting: Acting, order: string, reader: string): Promise<HandOverCard>;
  /**
   * Hands the card over: order, card, both certificates, the card that it replaces and the application, in one transaction. What is bound is what the card
   * says, never what was typed.
   * @returns the holder
   * @throws AppError HAND_OVER_STOPPED, HAND_OVER_CARD_CHANGED, POSSESSION_NOT_PROVED, TRANSITION_REFUSED, and CardError
   */
  complete(acting: Acting, order: HandOverOrder): Promise<number>;
  /**
   * A certificate as the certification authority issued it: one that is on no card, or one that was taken over with its card and is learnt from the file.
   * @returns the holder
   * @throws AppError STAFF_ROLE_NEEDED, CREDENTIAL_UNKNOWN, CARD_ALREADY_BOUND, HAND_OVER_STOPPED, TRANSITION_REFUSED; PkiError CERTIFICATE_UNREADABLE
   */
  issue(acting: Acting, file: CertificateFile): Promise<number>;
  /** Where the holder types the PIN; `null` while none is asked. */
  pinPage(signal?: AbortSignal): AsyncIterable<{ readonly page: string | null }>;
}

/** What handing over works with. */
export interface HandOverParts extends AuthorityParts {
  readonly shown: (reader: string) => Promise<HpkiCard>;
  readonly trust: () => Promise<Trust>;
  readonly watch: RevocationWatch;
  readonly testMode: () => boolean;
  /** The reader on which staff put their own cards. */
  readonly staffReader: () => string | null;
  /** Has the card prove that it holds its key, and the holder that he has its PIN. @throws CardError */
  readonly provePossession: (reader: string, certificate: string, announce: (page: string | null) => void) => Promise<void>;
}

/** Handing over at the desk of a store. */
export function openHandOver(parts: HandOverParts): HandOver {
  const pages = new Latest<{ readonly page: string | null }>({ page: null });

  async function look(acting: Acting, orderId: string, reader: string) {
    requireRole(acting, 'hand-over');
    const order = await recordFor(parts, acting, orderId);
    const { fields } = await holderFor(parts, acting, order.holder);
    if (order.kind !== 'order' || !fields) throw new AppError('CREDENTIAL_UNKNOWN', { object: orderId });
    const certificates = await readCertificates({ parts, watch: parts.watch, trust: await parts.trust(), card: await parts.shown(reader) });
    const known = await isBound(parts, certificates);
    const now = parts.store.now();
    const [ended, staffReader] = [await hasEnded(parts, order), parts.staffReader() === reader];
    const question = { order, certificates, fields, known, now, ended, testMode: parts.testMode(), staffReader };
    return { order, certificates, findings: findingsOf(question) };
  }

  /** @throws AppError POSSESSION_NOT_PROVED where the card has no certificate for it */
  async function prove(reader: string, certificates: readonly ReadCertificate[]): Promise<void> {
    const authentication = certificates.find(({ view }) => view.usage === 'authentication');
    if (!authentication) throw new AppError('POSSESSION_NOT_PROVED');
    try {
      await parts.provePossession(reader, authentication.view.sha256, (page) => pages.set({ page }));
    } finally {
      pages.set({ page: null });
    }
  }

  async function handOver(acting: Acting, { nonce, order: orderId, reader, seen, evidence, possession, reason }: HandOverOrder): Promise<void> {
    const { order, certificates, findings } = await look(acting, orderId, reader);
    const passed = passedFindings(findings, { object: orderId, transition: 'hand-over', reason });
    const present = certificates.map(({ view }) => view.sha256);
    if (present.length !== seen.length || !present.every((sha256) => seen.includes(sha256))) throw new AppError('HAND_OVER_CARD_CHANGED');
    if (possession === 'asked') await prove(reader, certificates);
    const told = possession === 'asked' ? 'proved' : 'not-tested';
    await withCase(parts, { acting, holder: order.holder, nonce }, async (file, tx) => {
      const all = [...assertable(evidence), 'card-read'];
      const cardId = factText(order, 'card');
      file.move({ object: orderId, transition: 'hand-over', evidence: all, reason, facts: { possession: told, findings: passed } });
      const expires = certificates.map(({ view }) => dayInJapan(Date.parse(view.notAfter))).sort()[0]!;
      file.move({ object: cardId, transition: 'activate', evidence: all, facts: { expires } });
      for (const read of certificates) {
        const certificate = file.records.find(
          ({ kind, parent, facts }) => kind === 'certificate' && parent === cardId && facts['usage'] === read.view.usage,
        )!;
        await writeIssued(parts, tx, file, { object: certificate.id, read, by: acting.id });
      }
    });
  }

  return {
    async read(acting, orderId, reader) {
      const { certificates, findings } = await look(acting, orderId, reader);
      return { reader, certificates: certificates.map(({ view }) => view), findings, asksReason: asksReason(findings) };
    },
    async complete(acting, asked) {
      const { nonce, order } = asked;
      const known = await recordFor(parts, acting, order);
      if (await isDone(parts, nonce)) return known.holder;
      try {
        await handOver(acting, asked);
      } catch (error) {
        // Asked twice at once, the other may have done it meanwhile.
        if (!(await isDone(parts, nonce))) throw error;
      }
      return known.holder;
    },
    issue: (acting, file) => takeCertificate(parts, acting, file),
    pinPage: (signal) => pages.watch(signal),
  };
}
