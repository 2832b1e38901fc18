import { encodeBase64 } from '../encoding/base64.ts';
import { PkiError } from '../errors.ts';
import { encodeText } from '../xml/text.ts';
import type { Sj1Record } from './sj1.ts';

/** How a prescription is issued: `IssueType` of the request. A paper one is not signed. */
export const ISSUE_TYPES = { electronic: '1', paper: '2' } as const;
export type IssueType = keyof typeof ISSUE_TYPES;

/** A prescription on its way to the electronic prescription service. */
export interface IssueRequest {
  /** 医療機関コード, ten digits: prefecture, kind of institution, its own seven. */
  readonly institution: string;
  /** The whole EP document, signed where it is electronic. */
  readonly document: Uint8Array;
  readonly issue: IssueType;
}

/** The institution's ten digits out of record 1 of a prescription. @throws PkiError PRESCRIPTION_MALFORMED */
export function institutionCode(records: readonly Sj1Record[]): string {
  const record = records.find(({ number }) => number === '1');
  const [kind = '', code = '', prefecture = ''] = record?.fields ?? [];
  const whole = `${prefecture}${kind}${code}`;
  if (!/^\d{10}$/.test(whole))
    throw new PkiError('PRESCRIPTION_MALFORMED', { line: record?.line ?? 0, record: '1', field: '医療機関コード', note: 'not ten digits' });
  return whole;
}

/**
 * The request by which a prescription is issued, on one line without line ends, as the service wants it (electronic prescription service, file
 * `ESPsiPIR01req`). `ArbitraryFileIdentifier` is the caller's own and comes back with nothing; it stays empty.
 * @throws RangeError for an institution that is not ten digits
 */
export function buildIssueRequest({ institution, document, issue }: IssueRequest): Uint8Array {
  if (!/^\d{10}$/.test(institution)) throw new RangeError('an institution has ten digits');
  return encodeText(
    '<?xml version="1.0" encoding="UTF-8"?>' +
      `<XmlMsg><MessageHeader><MedicalInstitutionCode>${institution}</MedicalInstitutionCode><ArbitraryFileIdentifier/></MessageHeader>` +
      `<MessageBody><PrescriptionInfo>${encodeBase64(document)}</PrescriptionInfo><IssueType>${ISSUE_TYPES[issue]}</IssueType></MessageBody></XmlMsg>`,
  );
}
