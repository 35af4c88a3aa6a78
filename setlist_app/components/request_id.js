// A name for one wish, so that a repeated frame counts once. randomUUID is missing on plain-http addresses.
export const requestId = () =>
  crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
