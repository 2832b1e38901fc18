import type { PinAnswer, PinRequest } from '../../card/pin/prompt.ts';

/**
 * Where a shell asks for a PIN, away from the screens: a window, a page of another origin, a terminal. Every `PinPrompt` of `card` is one.
 */
export interface PinDesk {
  /**
   * @param announce receives the address of the page to open, or `null` where a window opens by itself
   * @returns the answer, or `null` when the person cancels
   * @throws AppError PIN_ENTRY_EXPIRED
   */
  ask(request: PinRequest, signal: AbortSignal, announce: (page: string | null) => void): Promise<PinAnswer | null>;
}
