package main

// policy says what may be linked into the program.
type policy struct {
	// allowed has the SPDX names of the licences that a module may be under.
	allowed map[string]bool
	// covered is how much of a licence's file, in percent of its words, has to be the text of known
	// licences. The rest is a title or a copyright line; a clause that somebody added is more.
	covered float64
	// read has the SHA-256 of the files that are covered less, and that a person has read.
	read map[string]string
}

// house is the policy of this project. All of these licences ask the same of whoever passes a
// binary on: that the copyright notice and the text go with it, with Apache-2.0 the NOTICE file
// too. THIRD_PARTY_LICENSES has them. MPL-2.0 would ask for more, an offer of the module's source:
// it is added when a module needs it, together with that offer.
func house() policy {
	return policy{
		allowed: map[string]bool{
			"Apache-2.0":   true,
			"BSD-2-Clause": true,
			"BSD-3-Clause": true,
			"ISC":          true,
			"MIT":          true,
		},
		covered: 95,
		read: map[string]string{
			// Says in its own words which files are under MIT and which under Apache-2.0.
			"d18f6323b71b0b768bb5e9616e36da390fbd39369a81807cca352de4e4e6aa0b": "go.yaml.in/yaml/v3",
		},
	}
}
