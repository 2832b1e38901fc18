import type { ReaderService } from '../card/reader.ts';
import type { HttpClient } from '../pki/network/http-client.ts';
import type { ApplicationOptions } from './application-options.ts';
import type { Venue } from './attendance/venue/venue.ts';
import type { AuditLog } from './audit/audit-log.ts';
import type { CardDesk } from './cards/card-desk.ts';
import { provePossession } from './cards/possession.ts';
import type { Authority } from './credentials/authority.ts';
import type { Demonstration } from './demonstration/demonstration.ts';
import type { Intake } from './documents/intake.ts';
import type { Register } from './documents/register.ts';
import type { RunningExchange } from './exchange/running.ts';
import { type OpenedOnce, openedOnce } from './opened-once.ts';
import type { PrescriptionService } from './prescriptions/terminal/service.ts';
import type { SettingsBook } from './settings/settings.ts';
import type { Store } from './store/store.ts';
import type { Trust } from './verification/trust.ts';

interface LaterServices {
  readonly options: ApplicationOptions;
  readonly store: Store;
  readonly audit: AuditLog;
  readonly settings: SettingsBook;
  readonly service: ReaderService;
  readonly cardDesk: CardDesk;
  readonly http: HttpClient;
  readonly testMode: () => boolean;
  readonly register: Register;
  readonly intake: Intake;
  readonly demonstration: Demonstration;
  /** What counts for verification now. */
  readonly trust: () => Promise<Trust>;
}

/** Parts whose modules come with the first call: most of the commands and many desks do without them. */
export interface LaterParts extends AsyncDisposable {
  readonly authority: OpenedOnce<Authority>;
  readonly venue: OpenedOnce<Venue>;
  readonly exchange: OpenedOnce<RunningExchange>;
  readonly prescriptionService: OpenedOnce<PrescriptionService>;
}

export function openLaterParts(services: LaterServices): LaterParts {
  const { options, store, audit, settings, service, cardDesk, http, testMode, register, intake, demonstration, trust } = services;
  const { shell, pinDesk } = options;
  const stack = new AsyncDisposableStack();
  const ended = new AbortController();
  stack.defer(() => ended.abort());

  const authority = stack.use(
    openedOnce(async () => {
      const [{ openStaffDesk }, { openAuthority }] = await Promise.all([
        import('./credentials/staff/staff-desk.ts'),
        import('./credentials/authority.ts'),
      ]);
      const cards = { desk: cardDesk, trust, pinDesk };
      const staff = stack.use(
        await openStaffDesk({ store, audit, passkeys: options.passkeyDesk ?? null, cards, idleMinutes: () => settings.current.staffIdleMinutes }),
      );
      return openAuthority({
        ...{ store, audit, staff, testMode, trust, shown: cardDesk.shown },
        provePossession: (reader, certificate, announce) =>
          provePossession(reader, certificate, { cards: cardDesk, pinDesk, audit, signal: ended.signal, announce }),
        demonstration: () => demonstration.revoke,
      });
    }),
  );
  const venue = stack.use(
    openedOnce(async () => {
      const { openVenue } = await import('./attendance/venue/venue.ts');
      return openVenue({ store, audit, service, cards: cardDesk.live, trust, http });
    }),
  );
  const exchange = stack.use(
    openedOnce(async () => {
      const [{ openRunningExchange }, { openExchange }] = await Promise.all([import('./exchange/running.ts'), import('./exchange/exchange.ts')]);
      return openRunningExchange({
        ...{ store, audit, keepsLink: shell !== 'command-line' },
        authority: async () => (await authority()).parts,
        open: async (parts) => openExchange({ store, audit, http, status: (await venue()).status, authority: parts }),
      });
    }),
  );
  const prescriptionService = stack.use(
    openedOnce(async () => {
      const { openPrescriptionService } = await import('./prescriptions/terminal/service.ts');
      return openPrescriptionService({
        ...{ store, audit, register, intake, keepsLooking: shell !== 'command-line' },
        testMode: () => options.submitsTests || settings.current.testMode,
        ...(options.terminal && { terminal: options.terminal }),
      });
    }),
  );
  return { authority, venue, exchange, prescriptionService, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}
