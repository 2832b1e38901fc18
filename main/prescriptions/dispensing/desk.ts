import { buildDispensingDocument } from '../../../pki/eps/build-dispensing.ts';
import { writeCj1 } from '../../../pki/eps/cj1.ts';
import { elementAt } from '../../../pki/eps/layout.ts';
import { parseXml } from '../../../pki/xml/document.ts';
import { attribute } from '../../../pki/xml/element.ts';
import {
  type DispensingOrder,
  type DispensingView,
  type Pharmacy,
  pharmacy as pharmacySchema,
  type ReceivedPrescription,
} from '../../api/schema/dispensing.ts';
import type { OpenedDocument } from '../../api/schema/document.ts';
import type { PrescriptionWarning } from '../../api/schema/prescription-warning.ts';
import type { AuditLog } from '../../audit/audit-log.ts';
import { dayInJapan } from '../../day-in-japan.ts';
import type { Intake } from '../../documents/intake.ts';
import { safeName } from '../../documents/names.ts';
import { prescriptionRecords, readPrescription } from '../../documents/prescription/read.ts';
import { sha256 } from '../../documents/sha256.ts';
import { AppError } from '../../errors.ts';
import type { NamedBytes } from '../../named-bytes.ts';
import { keepSetting, readSetting } from '../../store/setting.ts';
import type { Store } from '../../store/store.ts';
import type { Verifier } from '../../verification/verifier.ts';
import { dispensedBeforeWarnings, dispensingWarnings } from '../checks/dispensing.ts';
import { isoDay } from '../days.ts';
import { readDispensing } from './read.ts';
import { composeDispensing } from './compose.ts';
import type { DispensedBook } from './dispensed.ts';
import { type RuleOnDispensing, rulingOn } from './ruling.ts';

/** The dispensing side: prescriptions that came, and the documents that say what was dispensed. */
export interface DispensingDesk {
  /** Takes a prescription in and verifies it. @throws AppError DOCUMENT_TYPE_UNKNOWN; PkiError PRESCRIPTION_MALFORMED, XML_UNREADABLE, XML_FORBIDDEN_CONSTRUCT */
  receive(file: NamedBytes): Promise<ReceivedPrescription>;
  /**
   * Makes the dispensing document, to be signed.
   * @throws AppError PRESCRIPTION_UNVERIFIED, DISPENSING_INCOMPLETE, DOCUMENT_UNKNOWN; PkiError PRESCRIPTION_NOT_EMBEDDABLE, DISPENSING_MALFORMED
   */
  compose(order: DispensingOrder): Promise<OpenedDocument>;
  /** A dispensing document as people read it; from then on it counts as shown. @throws AppError DOCUMENT_UNKNOWN; PkiError of `readDispensing` */
  view(id: string): Promise<DispensingView>;
}

export interface DispensingParts {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly intake: Intake;
  readonly verify: Verifier['verify'];
  readonly ruleOn: RuleOnDispensing;
  readonly dispensed: Pick<DispensedBook, 'daysOf'>;
}

const PHARMACY = 'dispensingPharmacy';
const KEPT = pharmacySchema.extend({ pharmacist: pharmacySchema.shape.name });

/** What the service put into `PrescriptionManagement`; empty where it did not. */
function prescriptionIdOf(bytes: Uint8Array): string {
  const element = elementAt(parseXml(bytes), ['Document', 'Prescription', 'PrescriptionManagement', 'PrescriptionId']);
  return attribute(element, 'Value') ?? '';
}

export function openDispensing({ store, audit, intake, verify, ruleOn, dispensed }: DispensingParts): DispensingDesk {
  async function keptPharmacy(): Promise<{ readonly pharmacy: Pharmacy | null; readonly pharmacist: string }> {
    const kept = KEPT.safeParse(await readSetting(store.db, PHARMACY)).data;
    if (!kept) return { pharmacy: null, pharmacist: '' };
    const { pharmacist, ...pharmacy } = kept;
    return { pharmacy, pharmacist };
  }

  /** @param bytes the prescription, or a document that holds it; `day`: ISO, of dispensing */
  async function warningsOf(bytes: Uint8Array, day: string): Promise<PrescriptionWarning[]> {
    const records = prescriptionRecords(bytes);
    return [...dispensedBeforeWarnings(records, await dispensed.daysOf(bytes)), ...dispensingWarnings(records, day)];
  }

  return {
    async receive({ name, bytes }) {
      const today = dayInJapan(store.now().getTime());
      const warnings = await warningsOf(bytes, today);
      const document = await intake.take(name, bytes);
      if (document.kind !== 'prescription-xml') {
        await intake.discard(document.id);
        throw new AppError('DOCUMENT_TYPE_UNKNOWN', { name });
      }
      const answer = await verify({ name, bytes }, null);
      return {
        ...{ document, answer, ruling: rulingOn(answer), prescription: readPrescription(bytes), prescriptionId: prescriptionIdOf(bytes) },
        ...(await keptPharmacy()),
        ...{ today, warnings },
      };
    },
    async compose(order) {
      const { opened, read } = intake.find(order.document);
      const bytes = await read();
      const answer = await verify({ name: opened.name, bytes }, null);
      const { conclusion } = answer;
      const ruling = rulingOn(answer);
      if (ruling === 'refused' || (ruling === 'unverified' && order.confirmed === null))
        throw new AppError('PRESCRIPTION_UNVERIFIED', { conclusion });
      const records = prescriptionRecords(bytes);
      const csv = writeCj1(composeDispensing(order, readPrescription(bytes), records));
      const xml = buildDispensingDocument({ prescription: bytes, csv });
      const document = await intake.take(safeName(`調剤-${opened.name.replace(/(?:-signed)?\.xml$/i, '')}.xml`), xml);
      await store.db.transaction().execute(async (tx) => {
        await keepSetting(tx, PHARMACY, { ...order.pharmacy, pharmacist: order.pharmacist });
        await audit.append(tx, {
          action: 'prescription.received',
          facts: { sha256: sha256(bytes), conclusion, verified: ruling === 'verified' },
          ...(order.confirmed !== null && { personal: { subject: `prescription ${sha256(bytes)}`, facts: { reason: order.confirmed } } }),
        });
      });
      return document;
    },
    async view(id) {
      const bytes = await intake.find(id).read();
      const view = readDispensing(bytes);
      const warnings = await warningsOf(bytes, isoDay(view.dispensedOn));
      const ruling = await ruleOn(bytes);
      intake.shown(id);
      return { ...view, ruling, warnings };
    },
  };
}
