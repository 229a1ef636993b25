System.Console.WriteLine("imr");
