import type { Check } from '../../report.ts';
import { passed, undecided } from '../../validation/signer-context.ts';
import type { TimeStampInfo } from '../tst-info.ts';

/** The token is well-formed and says nothing critical that is not understood. */
export function formatCheck({ time, policy, serial, extensions }: TimeStampInfo): Check {
  const id = 'time-stamp-format';
  const critical = extensions.find((extension) => extension.critical);
  if (critical)
    return undecided(id, 'SIG_CONSTRAINTS_FAILURE', `The critical extension ${critical.oid} is not understood.`, { extension: critical.oid });
  return passed(id, `Well-formed token of ${time.toISOString()}, serial ${serial}, policy ${policy}.`, { time: time.toISOString(), serial, policy });
}
