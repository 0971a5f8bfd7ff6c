import Canvas
import Testing

@testable import Panels

/// The pictures of ``Shops/small`` as text, wide and narrow.
@Suite struct CardPictureTests {
  let findings = Shops.findings(Shops.small)

  @Test func card() throws {
    let shown = try picture(CustomerSheet.make(findings, customer: 0), 100, 23)
    #expect(
      shown == """
        anna                                                                                Active · on time

        Worth                                               Rhythm
        net CHF       550.00  to date                       state          on time
        purchases          5  of 6 orders                   usually every  36 d
        per purchase  110.00                                silent for      0 d  0.00 × usual
        share            55%  no. 1 of 5                    next expected  2024-08-05  in 36 days
        decile             1  by net, 365 days              back in 90 d    86%
        gross         600.00                                last purchase  2024-06-30
        − discounts    20.00
        − refunds      30.00

        Who                                                         Bought most
        customer  anna                                              pot  240  × 2
        since     2024-01-10  172 days                              tea  230  × 14
                                                                    cup   80  × 4

                  200                                                   █████████
                                                                        █████████
                      ▅▅▅▅▅▅▅▅▅ █████████ ▃▃▃▃▃▃▃▃▃ █████████           █████████
        net by month  █████████ █████████ █████████ █████████           █████████
        purchases       ●──────────●────────●──────────●─────────────────────────●           ○
                      Jan 2024  Feb       Mar       Apr       May       Jun       Jul       Aug
        """)
  }

  @Test func cardNarrow() throws {
    let shown = try picture(CustomerSheet.make(findings, customer: 0), 60, 11)
    #expect(
      shown == """
        anna                                        Active · on time
        Worth                        Rhythm
        net CHF       550.00         state          on time
        purchases          5         usually every  36 d
        per purchase  110.00         silent for      0 d
        share            55%         next expected  2024-08-05
        decile             1         back in 90 d    86%

        net by month  ▃▃▃▃ ▄▄▄▄ ▃▃▃▃ ▄▄▄▄      ████
        purchases      ●────●────●────●────────────●     ○
                      2024 Feb  Mar  Apr  May  Jun  Jul  Aug
        """)
  }

  @Test func cardInASCII() throws {
    let shown = try picture(CustomerSheet.make(findings, customer: 0), 40, 8, .ascii)
    #expect(
      shown == """
        anna                    Active - on time
        net CHF        550.00  to date
        state          on time
        purchases           5  of 6 orders
        usually every    36 d
        per purchase   110.00
        silent for        0 d  0.00 x usual
        share             55%  no. 1 of 5
        """)
  }

  @Test func order() throws {
    let shown = try picture(OrderSheet.make(findings, order: 2), 78, 6)
    #expect(
      shown == """
        Order                                       Amounts
        number    A3                                gross CHF    100.00
        placed    2024-03-10 00:00                  − discounts    0.00
        customer  anna                              − refunds     30.00
        state     part refunded                     = net         70.00
        lines     1
        """)
  }

  @Test func orderNarrow() throws {
    let shown = try picture(OrderSheet.make(findings, order: 2), 40, 2, .ascii)
    #expect(
      shown == """
        2024-03-10 00:00 - anna - part refunded
        net CHF 70.00 = 100.00 - 0.00 - 30.00
        """)
  }
}
