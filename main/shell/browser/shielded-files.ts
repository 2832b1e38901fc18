import type { Context } from '@orpc/server';
import type { StandardHandlerOptions } from '@orpc/server/standard';

/** The same bytes; that nobody reads on reaches the reader alone, never the stream that the bytes come from. */
function shielded(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
}

type Interceptor = NonNullable<StandardHandlerOptions<Context>['rootInterceptors']>[number];

/**
 * Sends an answer that holds files so that a connection which is cut off in it does no harm. Node goes on writing a form into its stream after that
 * was cancelled, and the error of it, which nobody can catch, ends the program (kin of https://github.com/nodejs/undici/issues/5835).
 */
export const shieldFiles: Interceptor = async ({ next }) => {
  const result = await next();
  if (!result.matched || !(result.response.body instanceof FormData)) return result;
  const { response } = result;
  const form = new Response(response.body as FormData);
  const headers = { ...response.headers, 'content-type': form.headers.get('content-type') ?? '' };
  return { ...result, response: { ...response, headers, body: shielded(form.body as ReadableStream<Uint8Array>) } };
};
