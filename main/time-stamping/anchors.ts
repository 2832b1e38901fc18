import type { Accreditation } from '../../pki/trust.ts';
import type { TsaAnchorView, TsaCertificateView } from '../api/schema/time-stamping.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { AppError } from '../errors.ts';
import type { Store } from '../store/store.ts';
import { anchorView, deleteTsaAnchor, type ImportedAnchor, readTsaAnchors, writeTsaAnchor } from './anchor-files.ts';
import { certificateFacts, certificateOf, proposedName, anchorUse } from './certificate.ts';

export interface TsaImport {
  /** Certificate, DER or PEM. */
  readonly file: Uint8Array;
  /** Fingerprint that a person has compared. */
  readonly sha256: string;
  /** The certificate's own name where empty. */
  readonly name: string;
  readonly accreditation: Accreditation | null;
}

/** Whose time stamps count on this desk. Every change is recorded in the audit log. */
export interface TsaAnchorBook {
  list(): Promise<TsaAnchorView[]>;
  /** @throws PkiError CERTIFICATE_UNREADABLE */
  inspect(file: Uint8Array): Promise<TsaCertificateView>;
  /** @throws PkiError CERTIFICATE_UNREADABLE, AppError CERTIFICATE_NOT_CONFIRMED, CERTIFICATE_UNFIT_AS_ANCHOR, FILE_UNWRITABLE */
  add(order: TsaImport): Promise<TsaAnchorView>;
  /** @throws AppError TSA_ANCHOR_UNKNOWN, FILE_UNWRITABLE */
  remove(sha256: string): Promise<void>;
  /** @throws AppError TSA_ANCHOR_UNKNOWN, FILE_UNWRITABLE */
  setAccreditation(sha256: string, accreditation: Accreditation | null): Promise<TsaAnchorView>;
}

const accreditationFacts = (accreditation: Accreditation | null) => ({
  accredited: accreditation?.accredited ?? null,
  accreditationSource: accreditation?.source ?? null,
  asOf: accreditation?.asOf ?? null,
});

/** What is trusted is recorded before it counts, what is no longer trusted after it has ceased to. */
export function openTsaAnchors({ folder: { tsaAnchors: folder }, now }: Pick<Store, 'folder' | 'now'>, audit: AuditLog): TsaAnchorBook {
  async function find(sha256: string): Promise<ImportedAnchor> {
    const found = (await readTsaAnchors(folder)).find(({ certificate }) => certificate.sha256 === sha256);
    if (!found) throw new AppError('TSA_ANCHOR_UNKNOWN', { sha256 });
    return found;
  }

  async function keep(anchor: ImportedAnchor, action: 'tsa-anchor.imported' | 'tsa-anchor.accreditation'): Promise<TsaAnchorView> {
    const { sha256, subject } = anchor.certificate;
    await audit.record({ action, facts: { sha256, authority: subject, ...accreditationFacts(anchor.accreditation) } });
    await writeTsaAnchor(folder, anchor);
    return anchorView(anchor);
  }

  return {
    list: async () => (await readTsaAnchors(folder)).map(anchorView),
    async inspect(file) {
      const certificate = certificateOf(file);
      const imported = (await readTsaAnchors(folder)).some((known) => known.certificate.sha256 === certificate.sha256);
      return { ...certificateFacts(certificate), name: proposedName(certificate), use: anchorUse(certificate), imported };
    },
    async add({ file, sha256, name, accreditation }) {
      const certificate = certificateOf(file);
      if (certificate.sha256 !== sha256) throw new AppError('CERTIFICATE_NOT_CONFIRMED', { sha256: certificate.sha256 });
      if (anchorUse(certificate) === 'other') throw new AppError('CERTIFICATE_UNFIT_AS_ANCHOR', { subject: certificate.subject });
      const anchor = { certificate, name: name || proposedName(certificate), importedAt: now().toISOString(), accreditation };
      return keep(anchor, 'tsa-anchor.imported');
    },
    async remove(sha256) {
      const { certificate } = await find(sha256);
      await deleteTsaAnchor(folder, sha256);
      await audit.record({ action: 'tsa-anchor.removed', facts: { sha256, authority: certificate.subject } });
    },
    setAccreditation: async (sha256, accreditation) => keep({ ...(await find(sha256)), accreditation }, 'tsa-anchor.accreditation'),
  };
}
