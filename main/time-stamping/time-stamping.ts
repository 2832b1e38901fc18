import type { TimeStamper } from '../../pki/levels/material.ts';
import type { TimeStampTest } from '../api/schema/time-stamping.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { AppError } from '../errors.ts';
import type { Store } from '../store/store.ts';
import type { Trust } from '../verification/trust.ts';
import { openTsaAnchors, type TsaAnchorBook } from './anchors.ts';
import { openTimeStampService, type TimeStampServiceBook } from './service.ts';
import { testTimeStamper } from './test-service.ts';
import { configuredTimeStamper, deskTimeStamper, type TimeStamperSources } from './time-stamper.ts';

/** Everything of time stamps that a desk decides: whose count, and who makes its own. */
export interface TimeStamping {
  readonly anchors: TsaAnchorBook;
  readonly service: TimeStampServiceBook;
  /** One time stamp of the configured service. @throws AppError TIME_STAMP_SERVICE_ABSENT, and as `testTimeStamper` */
  testService(): Promise<TimeStampTest>;
  /** Who makes time stamps for production or test certificates, `null` when nobody does. */
  timeStamper(test: boolean): Promise<TimeStamper | null>;
}

export interface TimeStampingOptions extends Pick<TimeStamperSources, 'http' | 'demonstration' | 'now'> {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly trust: () => Promise<Trust>;
}

export async function openTimeStamping({ store, audit, trust, ...sources }: TimeStampingOptions): Promise<TimeStamping> {
  const service = await openTimeStampService(store, audit);
  return {
    anchors: openTsaAnchors(store, audit),
    service,
    async testService() {
      const timeStamper = configuredTimeStamper({ ...sources, service });
      if (!timeStamper) throw new AppError('TIME_STAMP_SERVICE_ABSENT');
      return testTimeStamper(timeStamper, await trust(), sources.now);
    },
    timeStamper: deskTimeStamper({ ...sources, service }),
  };
}
