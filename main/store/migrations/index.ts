import type { Migration } from 'kysely/migration';
import * as first from './0001-first.ts';
import * as levels from './0002-levels.ts';
import * as seminars from './0003-seminars.ts';
import * as withdrawnBookings from './0004-withdrawn-bookings.ts';
import * as cardReleases from './0005-card-releases.ts';
import * as credentials from './0006-credentials.ts';
import * as staffKeys from './0007-staff-keys.ts';
import * as exchange from './0008-exchange.ts';
import * as membersInOrder from './0009-members-in-order.ts';
import * as prescriptionRequests from './0010-prescription-requests.ts';
import * as prescriptionWords from './0011-prescription-words.ts';
import * as prescriptionMasters from './0012-prescription-masters.ts';
import * as letters from './0013-letters.ts';
import * as programs from './0014-programs.ts';
import * as library from './0015-library.ts';
import * as qualificationRecords from './0016-qualification-records.ts';
import * as signingBatches from './0017-signing-batches.ts';
import * as programOrders from './0018-program-orders.ts';
import * as watchedFolder from './0019-watched-folder.ts';
import * as prescriptionWithdrawals from './0020-prescription-withdrawals.ts';
import * as leavingDocuments from './0021-leaving-documents.ts';
import * as marksOfRenewed from './0022-marks-of-renewed.ts';
import * as ordersWithoutFormat from './0023-orders-without-format.ts';
import * as limitsNotStated from './0024-limits-not-stated.ts';
import * as broughtOut from './0025-brought-out.ts';
import * as dispensedPrescriptions from './0026-dispensed-prescriptions.ts';

/** Every change of the store, in order of its name. A released one is never edited. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-first': first,
  '0002-levels': levels,
  '0003-seminars': seminars,
  '0004-withdrawn-bookings': withdrawnBookings,
  '0005-card-releases': cardReleases,
  '0006-credentials': credentials,
  '0007-staff-keys': staffKeys,
  '0008-exchange': exchange,
  '0009-members-in-order': membersInOrder,
  '0010-prescription-requests': prescriptionRequests,
  '0011-prescription-words': prescriptionWords,
  '0012-prescription-masters': prescriptionMasters,
  '0013-letters': letters,
  '0014-programs': programs,
  '0015-library': library,
  '0016-qualification-records': qualificationRecords,
  '0017-signing-batches': signingBatches,
  '0018-program-orders': programOrders,
  '0019-watched-folder': watchedFolder,
  '0020-prescription-withdrawals': prescriptionWithdrawals,
  '0021-leaving-documents': leavingDocuments,
  '0022-marks-of-renewed': marksOfRenewed,
  '0023-orders-without-format': ordersWithoutFormat,
  '0024-limits-not-stated': limitsNotStated,
  '0025-brought-out': broughtOut,
  '0026-dispensed-prescriptions': dispensedPrescriptions,
};
