// Writes the address of every module that is loaded to standard error.
import { register } from 'node:module';

const hooks = `export async function resolve(specifier, context, next) {
  const found = await next(specifier, context);
  process._rawDebug(found.url);
  return found;
}`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
