/** Certificates that a doctor can hold, by scheme. Words: `credits.goal.<goal>`. */
export const GOALS = [
  { scheme: 'cme', goal: 'cme-certificate' },
  { scheme: 'occupational-health', goal: 'occupational-first' },
  { scheme: 'occupational-health', goal: 'occupational-renewal' },
  { scheme: 'sports', goal: 'sports-first' },
  { scheme: 'sports', goal: 'sports-renewal' },
  { scheme: 'family-doctor', goal: 'family-doctor-certificate' },
] as const;
