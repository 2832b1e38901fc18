import { address } from '../frame/routes.ts';

/**
 * Opens the visitors' screen in a window of its own, or brings it forward; `false` where the browser kept it shut.
 * It keeps its opener, for that is how the browser hands on the session of this tab. In Electron the program opens the window itself and tells the page nothing.
 */
export function openSecondScreen(): boolean {
  const url = new URL(location.href);
  url.hash = address('kiosk');
  const opened = window.open(url, 'hpki-kiosk', 'popup,width=1280,height=720');
  return opened !== null || location.protocol === 'app:';
}

/** The whole screen for this window, or back to a window. */
export const toggleFullScreen = (): Promise<void> =>
  document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
