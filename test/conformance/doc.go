// Package conformance tests linkwanctl against the code that Alibaba Cloud itself publishes for the
// same protocol, and has nothing but tests. It is a module of its own, so that the program does not
// carry the vendor's SDKs.
//
// What it proves, with darabonba-openapi (signature versions 3 and 1) and alibaba-cloud-sdk-go
// (version 1 and the typed Link WAN client):
//
//   - What our client sends carries, byte for byte, the signature that the
//     vendor's own code computes for it: both versions, with and without a
//     security token, with every character that escaping could get wrong.
//   - The emulator takes what the vendor's clients send, in the query and in a
//     form, by GET and by POST, and its answers and refusals, as JSON and as
//     XML, are read by them, into the vendor's own types.
//   - Every action that the emulator has can be called through them, in one life
//     of a join permission, and its answers have the members and the types that
//     the vendor's structs have for them.
//   - What those libraries do with what goes wrong, as far as our documentation
//     compares linkwanctl with them.
//
// The folder node does the same with the vendor's Node clients, openapi-client (versions 3 and 1)
// and pop-core (version 1); `make node` runs it.
//
// What it does not prove: that the service itself answers as the emulator does. Nothing here talks
// to it; no connection leaves this machine. Nor do two implementations of a signature that agree
// show that the gateway has the same one, only that a difference would hit the vendor's users too.
package conformance
