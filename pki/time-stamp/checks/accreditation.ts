import type { Check } from '../../report.ts';
import type { Accreditation } from '../../trust.ts';

/**
 * Whether the operator is accredited for time stamping (総務省告示146号), as somebody recorded it beside the anchor. Told for the reader's own
 * judgement: trust comes from the anchor alone.
 */
export function accreditationCheck(accreditation: Accreditation | null): Check {
  const base = { id: 'time-stamp-accreditation', informative: true } as const;
  if (!accreditation) return { ...base, status: 'indeterminate', detail: 'Whether the operator is accredited is not known.' };
  const { accredited, source, asOf } = accreditation;
  const detail = `The operator is ${accredited ? '' : 'not '}accredited as of ${asOf} (${source}).`;
  return { ...base, status: accredited ? 'passed' : 'failed', detail, params: { source, asOf } };
}
