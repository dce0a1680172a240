// Package release tries what make snapshot leaves in dist/: archives, packages, bills of materials,
// checksums, manifests of package managers, and the image that is made of it. Its tests install
// each as a user does, do the program's main job with it, and remove it.
//
// They are run by test/package/run, and skipped without LINKWANCTL_DIST. A test that needs a
// program that is missing says so.
package release
