/// Looks at a TOML text before the parser does.
///
/// The parser takes for granted that a table's head begins with a letter or a quote, and ends the program where it does
/// not; what it would stumble over is found and said here. Outside of texts and comments TOML is ASCII.
public enum TOMLCheck {
  /// What is wrong, and on which line.
  public struct Problem: Hashable, Sendable {
    /// Line, from 1.
    public let line: Int
    /// What is wrong, and what to write.
    public let reason: String
  }

  /// The first thing that the parser must not see; `nil` where it may be asked. Complexity: O(length).
  public static func problem(in text: String) -> Problem? {
    var scan = Scan(text)
    return scan.problem()
  }

  /// One pass over a text.
  private struct Scan {
    private let scalars: [Unicode.Scalar]
    private var place = 0
    private var line = 1
    /// Open brackets and braces of the value that is being read.
    private var depth = 0

    init(_ text: String) {
      scalars = Array(text.unicodeScalars)
      if scalars.first == "\u{FEFF}" { place = 1 }
    }

    private var now: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

    mutating func problem() -> Problem? {
      var isAtStart = true
      while let scalar = now {
        switch scalar {
        case "\n":
          line += 1
          place += 1
          isAtStart = depth == 0
          continue
        case " ", "\t", "\r":
          place += 1
          continue
        case "#":
          while let next = now, next != "\n", next == "\t" || next.value >= 32 { place += 1 }
        case "\"", "'": skipText(scalar)
        case "[" where isAtStart:
          if let problem = head() { return problem }
        case "[", "{":
          depth += 1
          place += 1
        case "]", "}":
          depth = max(0, depth - 1)
          place += 1
        default:
          guard scalar.value >= 32, scalar.isASCII, scalar != "\u{7F}" else { return foreign() }
          place += 1
        }
        isAtStart = false
      }
      return nil
    }

    /// What stands between the brackets of a table's head must begin with a letter, a figure, `_`, `-` or a quote.
    private mutating func head() -> Problem? {
      place += 1
      skipBlanks()
      if now == "[" {
        place += 1
        skipBlanks()
      }
      guard let first = now, first != "\n", first != "\r" else {
        return Problem(line: line, reason: "a table's head has no name: write [name]")
      }
      switch first {
      case "a"..."z", "A"..."Z", "0"..."9", "_", "-", "\"", "'", "]": break
      default:
        return first.isASCII && first.value >= 32 && first.value != 127
          ? Problem(line: line, reason: "a table's head has no name before '\(first)': write [name]") : foreign()
      }
      // Its brackets are no values: they are passed over here.
      while let scalar = now, scalar != "\n", scalar != "#" {
        if scalar == "\"" || scalar == "'" {
          skipText(scalar)
        } else if !scalar.isASCII || (scalar.value < 32 && scalar != "\t" && scalar != "\r") {
          return foreign()
        } else {
          place += 1
        }
      }
      return nil
    }

    private mutating func skipBlanks() {
      while now == " " || now == "\t" { place += 1 }
    }

    /// Passes over a text in quotes, one or three of them.
    private mutating func skipText(_ quote: Unicode.Scalar) {
      let isLong = place + 2 < scalars.count && scalars[place + 1] == quote && scalars[place + 2] == quote
      place += isLong ? 3 : 1
      while let scalar = now {
        if scalar == "\\", quote == "\"" {
          // An escaped line end is still a line end.
          if place + 1 < scalars.count, scalars[place + 1] != "\n" { place += 1 }
          place += 1
          continue
        }
        if scalar == "\n" {
          // A short text ends with its line, whatever the parser says about that.
          guard isLong else { return }
          line += 1
        }
        place += 1
        guard scalar == quote else { continue }
        guard isLong else { return }
        if place + 1 < scalars.count, scalars[place] == quote, scalars[place + 1] == quote {
          place += 2
          return
        }
      }
    }

    /// What to say about a character that TOML does not know outside of quotes.
    private func foreign() -> Problem {
      var start = place
      while start > 0, scalars[start - 1].isASCII, scalars[start - 1].properties.isAlphabetic { start -= 1 }
      var end = place
      while end < scalars.count, end - place < 40, !scalars[end].isASCII || scalars[end].properties.isAlphabetic {
        end += 1
      }
      guard end > place else {
        let value = String(scalars[place].value, radix: 16, uppercase: true)
        return Problem(line: line, reason: "the control character U+\(value) is not allowed here")
      }
      var word = String.UnicodeScalarView()
      word.append(contentsOf: scalars[start..<end])
      return Problem(line: line, reason: "'\(String(word))' needs quotes: \"\(String(word))\"")
    }
  }
}
