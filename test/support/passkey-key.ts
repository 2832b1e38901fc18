import type { BrowserContext } from 'playwright-core';

/** What an authenticator of one person keeps from one page to the next, with its counters. */
export interface PasskeyKey {
  kept: readonly object[];
}

export const newPasskeyKey = (): PasskeyKey => ({ kept: [] });

/** Opens the page for a passkey with a key in it, which registers or answers by itself, and takes the key back. The address works once, so the key is there before. */
export async function givePasskey(context: BrowserContext, address: string, key: PasskeyKey): Promise<void> {
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  for (const credential of key.kept) await cdp.send('WebAuthn.addCredential', { authenticatorId, credential: credential as never });
  // The page closes itself in the end: what the key keeps is read before it can.
  await page.addInitScript(() => {
    window.close = () => {};
  });
  await page.goto(address);
  await page.getByRole('status').waitFor();
  key.kept = (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
  await page.close();
}
