// No script, unless a page says otherwise: an unknown address has only these options, and must
// look as quiet as a page of hers.
export const csr = false;
