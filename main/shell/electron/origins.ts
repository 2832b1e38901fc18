import type { CustomScheme } from 'electron';

/** The two origins of the Electron shell. They share nothing: separate schemes, separate sessions, separate windows. */
export const DESK_ORIGIN = 'app://desk';
export const PIN_ORIGIN = 'pin://entry';

const privileges = { standard: true, secure: true, supportFetchAPI: true };

/** Gives pages of both schemes an origin, as web sites have one, and no privilege beyond. To be registered before the program is ready. */
export const SCHEMES: CustomScheme[] = [
  { scheme: 'app', privileges },
  { scheme: 'pin', privileges },
];

/** Channel on which the screens ask for their port to the contract. */
export const CONNECT_CHANNEL = 'hpki:connect';
