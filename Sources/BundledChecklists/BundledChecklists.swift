/// The built-in checklists, checked and compiled from `Checklists/` while building; reading them back needs no YAML.
///
/// `Catalogue(compiled: BundledChecklists.compiled)` is the catalogue. The generated half of this type holds the text.
package enum BundledChecklists {}
