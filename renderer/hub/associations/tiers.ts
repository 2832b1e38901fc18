import type { TextKey } from '../../words/catalogue.ts';

export const TIERS = [1, 2, 3, 4] as const;
type Tier = (typeof TIERS)[number];

/** What a tier is called. */
export const tierKey = (tier: number): TextKey => `hub.associations.tiers.${tier as Tier}`;
