import GoSyntax

/// What a string literal says, quotes taken off and the usual escapes resolved.
enum LiteralText {
  /// Nil for anything but a string literal; `"a" + "b"` is joined.
  static func of(_ node: Node) -> String? {
    let node = node.unparenthesized
    if node.kind == .binaryExpr, node.token == .add, let left = node.left, let right = node.right {
      guard let first = of(left), let second = of(right) else { return nil }
      return first + second
    }
    guard node.kind == .basicLit, node.token == .string else { return nil }
    let text = node.text
    guard text.utf8.count >= 2 else { return nil }
    let inner = text.dropFirst().dropLast()
    guard text.hasPrefix("\""), inner.contains("\\") else { return String(inner) }
    return unescaped(inner)
  }

  /// The literal itself or the one a conversion holds: `[]byte("x")`, `Secret("x")`.
  static func ofConverted(_ node: Node) -> String? {
    if let text = of(node) { return text }
    guard node.kind == .callExpr, node.arguments.count == 1, let function = node.function?.unparenthesized,
      function.kind == .arrayType || function.isText("string")
    else { return nil }
    return of(node.arguments[node.arguments.startIndex])
  }

  private static func unescaped(_ text: Substring) -> String {
    var result = ""
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if !isEscaped {
        if scalar == "\\" { isEscaped = true } else { result.unicodeScalars.append(scalar) }
        continue
      }
      isEscaped = false
      switch scalar {
      case "n": result += "\n"
      case "t": result += "\t"
      case "r": result += "\r"
      case "\"", "\\", "'": result.unicodeScalars.append(scalar)
      default: result += "\\" + String(scalar)
      }
    }
    return result
  }
}

extension Node {
  /// The name a value goes by: `token` for `token`, `cfg.Token`, `*token`, `&cfg.Token`, `tokens[i]`.
  var lastName: String? {
    let node = unparenthesized
    switch node.kind {
    case .ident: return node.text
    case .selectorExpr: return node.name?.text
    case .starExpr, .unaryExpr, .indexExpr, .sliceExpr, .typeAssertExpr: return node.operand?.lastName
    default: return nil
    }
  }
}
