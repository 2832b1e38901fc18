/** The two origins of the Electron shell. They share nothing: separate schemes, separate sessions, separate windows. */
export const DESK_ORIGIN = 'app://desk';
export const PIN_ORIGIN = 'pin://entry';

/** Channel on which a window asks for its port to the contract. */
export const CONNECT_CHANNEL = 'hpki:connect';
