/** Names under which programs keep what is not finished, or not meant for people. */
const NOT_MEANT = [/^\./, /^~/, /~$/, /\.(tmp|temp|part|partial|crdownload|download|filepart|lock|swp)$/i, /^(thumbs\.db|desktop\.ini)$/i];

/** Whether a file of this name is one that somebody put there to be signed. */
export const isMeant = (name: string): boolean => !NOT_MEANT.some((pattern) => pattern.test(name));
