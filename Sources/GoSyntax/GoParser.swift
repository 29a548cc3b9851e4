/// Go text to a tree. Never fails: what is not Go becomes errors and `bad` nodes.
package enum GoParser {
  package static func parse(_ source: [UInt8]) -> SyntaxTree {
    preconditionFailure("the parser is being written")
  }
}
