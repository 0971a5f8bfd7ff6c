import Ledger

extension ImportReport.Bucket {
  /// The bucket in a few words, as a crumb.
  var words: String {
    switch self {
    case .used: "Used"
    case .unidentified: "Unidentified"
    case .refundMatched: "Refunds matched"
    case .refundUnmatched: "Refunds unmatched"
    case .refundUnidentified: "Refunds unidentified"
    case .zeroValue: "Zero value"
    case .cancelled: "Cancelled"
    case .unpaid: "Unpaid"
    case .duplicate: "Duplicates"
    case .blank: "Blank rows"
    case .total: "Total rows"
    case .fields: "Field count"
    case .date: "Unreadable dates"
    case .farDate: "Dates far outside"
    case .amount: "Unreadable amounts"
    case .quantity: "Unreadable quantities"
    case .currency: "Other currency"
    case .quote: "Broken quotes"
    case .broken: "Broken rows"
    case .surrounding: "Around the table"
    case .joined: "Joined rows"
    }
  }

  /// What a row of the bucket is, in one line.
  var meaning: String {
    switch self {
    case .used: "a line of a known customer's order"
    case .unidentified: "a line of an order without a customer"
    case .refundMatched: "a refund, added to its earlier order"
    case .refundUnmatched: "a refund without an earlier order, counted on its own day"
    case .refundUnidentified: "a refund without a customer"
    case .zeroValue: "a line worth nothing, kept in its order"
    case .cancelled: "a line of a cancelled order: listed, counted nowhere"
    case .unpaid: "a line of an unpaid order: listed, counted nowhere"
    case .duplicate: "repeats an earlier row"
    case .blank: "no text at all"
    case .total: "a total of other rows"
    case .fields: "fewer or more fields than the header"
    case .date: "no date, or one that cannot be read"
    case .farDate: "a date far outside the others, such as the year 9999"
    case .amount: "no amount, or one that cannot be read"
    case .quantity: "a quantity that cannot be read"
    case .currency: "an amount in another currency"
    case .quote: "a quote never closed, or text after a closing one"
    case .broken: "no rule mends it, or more than one could"
    case .surrounding: "a title, a note or a repeated header around the table"
    case .joined: "a row of an order list whose lines are in another file"
    }
  }
}
