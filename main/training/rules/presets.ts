import type { LocalRules, PolicyPreset } from '../../api/schema/training.ts';
import { NOTHING_SET } from './local-rules.ts';
import { PRESETS } from './tables.ts';

const ASSOCIATION = 'association';

/** Ways to receive that are on record, led by that of the association itself: neutral values until it has set its own. */
export const presets = (local: LocalRules = NOTHING_SET): PolicyPreset[] =>
  PRESETS.map(({ id, name, nameWhenSet, source, policy }) => {
    const own = id === ASSOCIATION ? local.reception : null;
    return { id, name: own ? (nameWhenSet ?? name) : name, source, policy: own ?? policy };
  });
