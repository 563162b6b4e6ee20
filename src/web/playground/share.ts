/** What a link to the playground carries. */
export interface Shared {
  readonly yaml: string;
  /** Path that the scenario's other files are relative to. */
  readonly file: string;
}

/** Links that are longer than this are refused: mail programs and chats cut them. */
export const mostLinkCharacters = 16_000;

/** More text than this does not come out of a link, however small it is packed. */
const mostCharacters = 512 * 1024;

/** The part of a link behind `#`: the text packed with deflate, as base64url. */
export async function toFragment({ yaml, file }: Shared): Promise<string> {
  const packed = await through(new TextEncoder().encode(yaml), new CompressionStream('deflate-raw'));
  let binary = '';
  for (const byte of packed) binary += String.fromCharCode(byte);
  const text = btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return `yaml=${text}&file=${encodeURIComponent(file)}`;
}

/** What a link carries; undefined when it carries nothing. @throws Error when it is broken, as a sentence */
export async function fromFragment(fragment: string): Promise<Shared | undefined> {
  const values = new URLSearchParams(fragment.replace(/^#/, ''));
  const packed = values.get('yaml');
  if (packed === null) return undefined;
  try {
    const binary = atob(packed.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const yaml = new TextDecoder('utf-8', { fatal: true }).decode(
      await through(bytes, new DecompressionStream('deflate-raw')),
    );
    return { yaml, file: values.get('file') ?? 'scenario.yaml' };
  } catch {
    throw new Error('The scenario in this link is damaged or too large; ask for the link again, or for the file.');
  }
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
    if (length > mostCharacters) {
      await reader.cancel();
      throw new RangeError('more than a scenario');
    }
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
