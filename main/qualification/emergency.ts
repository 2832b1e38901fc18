import type { EmergencyView } from '../api/schema/qualification.ts';
import { cardJudgement } from './findings.ts';
import { nameOf, namingCertificate, type QualificationRecord } from './record.ts';

/**
 * Who a card names and whether its licence role verifies, by its certificates alone: an identification and no proof, since nobody typed a PIN and a
 * certificate can be copied. The age told is that of the oldest evidence that it rests on.
 */
export function emergencyOf(record: QualificationRecord): EmergencyView {
  const certificate = namingCertificate(record);
  const { answer, because } = cardJudgement(record);
  const rests = record.applications.flatMap(({ revocation }) => (revocation.asOf === null ? [] : [revocation]));
  const oldest = rests.toSorted((a, b) => (b.ageHours ?? 0) - (a.ageHours ?? 0))[0];
  return {
    name: nameOf(certificate),
    roles: [...(certificate?.hcRoles ?? [])],
    answer,
    because,
    asOf: oldest?.asOf ?? null,
    ageHours: oldest?.ageHours ?? null,
    notAfter:
      record.applications
        .map((application) => application.certificate?.notAfter)
        .filter((day) => day !== undefined)
        .toSorted()[0] ?? null,
    test: record.applications.some(({ test }) => test),
  };
}
