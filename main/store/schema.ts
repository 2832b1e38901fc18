import type { AttendanceTables } from './tables/attendance.ts';
import type { ClinicTables } from './tables/clinic.ts';
import type { CredentialTables } from './tables/credentials.ts';
import type { DeskTables } from './tables/desk.ts';
import type { DocumentTables } from './tables/documents.ts';
import type { ExchangeTables } from './tables/exchange.ts';

/** Tables of the desk. Times are ISO 8601 in UTC; `sealed` columns hold what `main/store/sealing` made. */
export interface Tables extends DeskTables, DocumentTables, ClinicTables, AttendanceTables, CredentialTables, ExchangeTables {}
