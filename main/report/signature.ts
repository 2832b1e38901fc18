import type { SignatureReport, SignerIdentity, TimeStampReport, VerificationReport } from '../../pki/report.ts';
import type { CheckGroup, ReportRow, SignatureView } from '../api/schema/report.ts';
import { answerWords } from './answer.ts';
import { checkGroup } from './checks.ts';
import { coverage } from './coverage.ts';
import { authorityName } from './names.ts';
import { grouped, row, type Sayer } from './sayer.ts';

/** Where a signature stands in its file. */
export interface Place {
  readonly format: VerificationReport['format'];
  readonly index: number;
  readonly total: number;
}

/** One signature: who, in which role, when and how that is known, what it protects and what not; then its grounds. */
export function signatureView(signature: SignatureReport, { format, index, total }: Place, sayer: Sayer): SignatureView {
  const { say } = sayer;
  const { signer, test, id, checks, timeStamps } = signature;
  return {
    ...answerWords(signature, test, sayer),
    id,
    test,
    title: total > 1 ? say('report.signature.numbered', { index: index + 1, total }) : say('report.signature.title'),
    rows: [
      ...signerRows(signer, sayer),
      ...timeRows(signature, sayer),
      row(say('report.integrity.title'), say(`report.integrity.${integrityOf(signature)}`)),
      ...coverage(signature, format, sayer),
      row(say('report.level.title'), say(`report.level.${signature.level}.name`), { note: say(levelNote(signature)) }),
    ],
    grounds: [checkGroup(say('report.grounds.signature'), [], checks, sayer), ...timeStamps.map((stamp) => stampGroup(stamp, sayer))],
    certificate: signer && { title: say('report.certificate.title'), rows: certificateRows(signer, sayer) },
  };
}

const OF_CONTENT: ReadonlySet<string> = new Set(['format', 'reference-digests', 'signature-value']);

/** Whether the content is what was signed: what could not be compared is neither. */
function integrityOf({ intact, subIndication, checks }: SignatureReport): 'intact' | 'broken' | 'unknown' {
  if (checks.some(({ id, status }) => status === 'failed' && OF_CONTENT.has(id))) return 'broken';
  return intact && subIndication !== 'SIGNED_DATA_NOT_FOUND' ? 'intact' : 'unknown';
}

/** What a level is worth; where the signature is not valid it is a matter of form. */
const levelNote = ({ level, conclusion }: SignatureReport): string =>
  level === 'B' || conclusion === 'TOTAL-PASSED' ? `report.level.${level}.means` : 'report.level.form-only';

function signerRows(signer: SignerIdentity | null, { say, sayIfKnown }: Sayer): ReportRow[] {
  const who = say('report.signer.who');
  if (!signer) return [row(who, say('report.signer.unknown'))];
  const { nameKanji, commonName, hcRoles, issuer } = signer;
  const role = (text: string) => sayIfKnown(`roles.known.${text}`) ?? say('roles.unknown', { text });
  return [
    row(who, nameKanji ?? commonName, { note: nameKanji === null ? null : commonName }),
    row(say('report.signer.role'), hcRoles.length > 0 ? hcRoles.map(role) : say('roles.none'), {
      note: hcRoles.length > 0 ? say('report.signer.role-verbatim', { text: hcRoles.join(', ') }) : null,
    }),
    row(say('report.signer.issued-by'), authorityName(issuer)),
  ];
}

/** The time that decides and whose word it is; then what the signer claims, which never does. */
function timeRows({ bestSignatureTime, claimedTime, timeStamps }: SignatureReport, { say, time }: Sayer): ReportRow[] {
  const proof = timeStamps.find((stamp) => stamp.trusted && stamp.kind !== 'content' && sameTime(stamp.time, bestSignatureTime));
  const source = proof ? say('report.time.stamp', { authority: proof.authority && authorityName(proof.authority) }) : say('report.time.now');
  return [
    row(say('report.time.title'), time(bestSignatureTime), { note: source }),
    claimedTime === null
      ? row(say('report.time.claimed'), say('report.time.none'))
      : row(say('report.time.claimed'), time(claimedTime), { note: say('report.time.claimed-note') }),
  ];
}

const sameTime = (a: string | null, b: string): boolean => a !== null && Date.parse(a) === Date.parse(b);

function stampGroup(stamp: TimeStampReport, sayer: Sayer): CheckGroup {
  const { say, time } = sayer;
  const unread = say('report.stamp.unread');
  const rows = [
    row(say('report.stamp.time'), stamp.time === null ? unread : time(stamp.time), {
      note: say(stamp.trusted ? 'report.stamp.trusted' : 'report.stamp.untrusted'),
    }),
    row(say('report.stamp.authority'), stamp.authority ?? unread, { code: stamp.authority !== null }),
    ...(stamp.policy === null ? [] : [row(say('report.stamp.policy'), stamp.policy, { code: true })]),
    ...(stamp.serial === null ? [] : [row(say('report.stamp.serial'), stamp.serial, { code: true })]),
  ];
  return checkGroup(say('report.stamp.title', { kind: stamp.kind, id: stamp.id }), rows, stamp.checks, sayer);
}

const certificateRows = ({ subject, issuer, serial, sha256 }: SignerIdentity, { say }: Sayer): ReportRow[] => [
  row(say('report.certificate.subject'), subject, { code: true }),
  row(say('report.certificate.issuer'), issuer, { code: true }),
  row(say('report.certificate.serial'), serial, { code: true }),
  row(say('report.certificate.sha256'), grouped(sha256), { code: true }),
];
