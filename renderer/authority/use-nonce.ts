import { useState } from 'react';

/** One number for one form: what is sent twice because the answer was lost counts once. */
export const useNonce = (): string => useState(() => crypto.randomUUID())[0];
